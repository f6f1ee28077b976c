package prefmill.datasets.manifest;

import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.Split;

/** The YAML head of a dataset card. */
final class CardHead {
  private CardHead() {}

  static String of(Manifest manifest) {
    StringBuilder yaml = new StringBuilder("---\n");
    yaml.append("pretty_name: ").append(manifest.dataset()).append('\n');
    yaml.append("configs:\n");
    for (Config config : Config.values()) {
      config(yaml, manifest, config);
    }
    return yaml.append("---\n").toString();
  }

  private static void config(StringBuilder yaml, Manifest manifest, Config config) {
    StringBuilder splits = new StringBuilder();
    for (Split split : Split.values()) {
      if (manifest.rows(config, split) > 0) {
        splits.append("  - split: ").append(split.label()).append('\n');
        splits
            .append("    path: ")
            .append(config.label())
            .append('/')
            .append(split.label())
            .append("-*.parquet\n");
      }
    }
    if (!splits.isEmpty()) {
      yaml.append("- config_name: ").append(config.label()).append('\n');
      yaml.append("  data_files:\n").append(splits);
    }
  }
}

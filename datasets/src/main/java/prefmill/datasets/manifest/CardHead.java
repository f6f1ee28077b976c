package prefmill.datasets.manifest;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.PreferenceRow;
import prefmill.datasets.rows.SftRow;
import prefmill.datasets.rows.Split;
import prefmill.datasets.rows.UnpairedRow;

/**
 * The YAML head of a dataset card: which files make which split, the columns' types, and how many
 * rows there must be, so that load_dataset itself finds a missing shard.
 */
final class CardHead {
  private final Manifest manifest;
  private final StringBuilder yaml = new StringBuilder();

  private CardHead(Manifest manifest) {
    this.manifest = manifest;
  }

  static String of(Manifest manifest) {
    return new CardHead(manifest).head();
  }

  private String head() {
    List<Config> configs =
        Arrays.stream(Config.values()).filter(config -> !splits(config).isEmpty()).toList();
    line("---");
    line("pretty_name: \"%s\"", manifest.dataset());
    line("tags: [human-feedback, preference, dpo, kto, sft]");
    if (!configs.isEmpty()) {
      line("configs:");
      configs.forEach(config -> files(config, config == configs.get(0)));
      line("dataset_info:");
      configs.forEach(this::info);
    }
    line("---");
    return yaml.toString();
  }

  private void files(Config config, boolean first) {
    line("- config_name: %s", config.label());
    if (first) {
      line("  default: true");
    }
    line("  data_files:");
    for (Split split : splits(config)) {
      line("  - split: %s", split.label());
      line("    path: %s/%s-*.%s", config.label(), split.label(), ShardName.PARQUET);
    }
  }

  private void info(Config config) {
    line("- config_name: %s", config.label());
    line("  features:");
    for (RecordComponent column : rowType(config).getRecordComponents()) {
      line("  - name: %s", snakeCase(column.getName()));
      type(column.getType());
    }
    line("  splits:");
    for (Split split : splits(config)) {
      line("  - name: %s", split.label());
      line("    num_bytes: %d", bytes(config, split));
      line("    num_examples: %d", manifest.rows(config, split));
    }
  }

  private void type(Class<?> type) {
    if (type == List.class) {
      line("    list:");
      line("    - name: role");
      line("      dtype: string");
      line("    - name: content");
      line("      dtype: string");
    } else if (type == int.class) {
      line("    dtype: int32");
    } else if (type == double.class) {
      line("    dtype: float64");
    } else if (type == boolean.class) {
      line("    dtype: bool");
    } else {
      line("    dtype: string");
    }
  }

  private List<Split> splits(Config config) {
    return Arrays.stream(Split.values()).filter(split -> manifest.rows(config, split) > 0).toList();
  }

  private long bytes(Config config, Split split) {
    String prefix = config.label() + "/" + split.label() + "-";
    return manifest.files().stream()
        .filter(file -> file.path().startsWith(prefix))
        .filter(file -> file.path().endsWith(ShardName.PARQUET))
        .mapToLong(FileEntry::bytes)
        .sum();
  }

  private void line(String format, Object... values) {
    yaml.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static Class<? extends Record> rowType(Config config) {
    return switch (config) {
      case PREFERENCE -> PreferenceRow.class;
      case UNPAIRED -> UnpairedRow.class;
      case SFT -> SftRow.class;
    };
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}

package prefmill.datasets.read;

import java.util.ArrayList;
import java.util.List;
import prefmill.datasets.manifest.FileEntry;
import prefmill.datasets.manifest.Manifest;
import prefmill.datasets.manifest.ShardName;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.Split;

/** The shards of one config and split, checked to be all there. */
public final class ShardSet {
  private ShardSet() {}

  /**
   * The manifest's files of a config, split and format, in the order of their shards.
   *
   * @throws IllegalStateException if a shard is missing or the rows do not add up to the manifest's
   */
  public static List<FileEntry> of(Manifest manifest, Config config, Split split, String format) {
    List<FileEntry> shards = new ArrayList<>();
    long rows = 0;
    for (FileEntry file : manifest.files()) {
      ShardName name = ShardName.parse(file.path()).orElse(null);
      if (name != null
          && name.config() == config
          && name.split() == split
          && name.format().equals(format)) {
        if (name.index() != shards.size()) {
          throw missing(config, split, format, shards.size(), name.count());
        }
        shards.add(file);
        rows += file.rows();
      }
    }
    int count = shards.isEmpty() ? 0 : ShardName.parse(shards.get(0).path()).orElseThrow().count();
    if (count != shards.size()) {
      throw missing(config, split, format, shards.size(), count);
    }
    if (rows != manifest.rows(config, split)) {
      throw new IllegalStateException(
          "the %s files of %s/%s have %d rows, the manifest counts %d: build the version again"
              .formatted(
                  format, config.label(), split.label(), rows, manifest.rows(config, split)));
    }
    return shards;
  }

  private static IllegalStateException missing(
      Config config, Split split, String format, int index, int count) {
    String path = new ShardName(config, split, index, count, format).path();
    return new IllegalStateException(
        "the manifest lists no " + path + ": restore the version from a backup or build it again");
  }
}

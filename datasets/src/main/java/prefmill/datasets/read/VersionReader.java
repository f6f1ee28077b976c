package prefmill.datasets.read;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import prefmill.datasets.canonical.RowJsonReader;
import prefmill.datasets.manifest.FileEntry;
import prefmill.datasets.manifest.Manifest;
import prefmill.datasets.manifest.ManifestJson;
import prefmill.datasets.manifest.ShardName;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.PreferenceRow;
import prefmill.datasets.rows.Row;
import prefmill.datasets.rows.SftRow;
import prefmill.datasets.rows.Split;
import prefmill.datasets.rows.UnpairedRow;

/**
 * Reads the rows of a version from its JSONL files, shard by shard in the order of their names.
 *
 * <p>A missing shard or row is a fault and never a shorter stream. At most one shard is in memory.
 */
public final class VersionReader {
  private final Path folder;
  private final Manifest manifest;

  private VersionReader(Path folder, Manifest manifest) {
    this.folder = folder;
    this.manifest = manifest;
  }

  /**
   * Opens a version's folder.
   *
   * @throws IllegalArgumentException in one sentence, if its manifest is of another format
   */
  public static VersionReader open(Path folder) throws IOException {
    Path file = folder.resolve(Manifest.FILE);
    if (!Files.exists(file)) {
      throw new IllegalArgumentException(
          folder + " is no dataset version: it has no " + Manifest.FILE);
    }
    return new VersionReader(folder, ManifestJson.read(Files.readAllBytes(file)));
  }

  /** What the version says of itself. */
  public Manifest manifest() {
    return manifest;
  }

  /** The preference pairs of one side. */
  public Stream<PreferenceRow> preferences(Split split) {
    return rows(Config.PREFERENCE, split).map(PreferenceRow.class::cast);
  }

  /** The verdicts of one side. */
  public Stream<UnpairedRow> unpaired(Split split) {
    return rows(Config.UNPAIRED, split).map(UnpairedRow.class::cast);
  }

  /** The demonstrations of one side. */
  public Stream<SftRow> demonstrations(Split split) {
    return rows(Config.SFT, split).map(SftRow.class::cast);
  }

  /**
   * The rows of a config on one side; none if the side is empty.
   *
   * @throws IllegalStateException in one sentence, if a shard is missing or has another number of
   *     rows than the manifest says; of a later shard, while the stream is read
   */
  public Stream<Row> rows(Config config, Split split) {
    List<FileEntry> shards = ShardSet.of(manifest, config, split, ShardName.JSONL);
    return shards.stream().flatMap(shard -> rows(config, shard).stream());
  }

  private List<Row> rows(Config config, FileEntry shard) {
    Path file = folder.resolve(shard.path());
    try (Stream<String> lines = Files.lines(file)) {
      List<Row> rows = lines.map(line -> RowJsonReader.read(config, line)).toList();
      if (rows.size() != shard.rows()) {
        throw new IllegalStateException(
            "%s has %d rows, the manifest says %d: run `prefmill dataset verify`"
                .formatted(file, rows.size(), shard.rows()));
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read: run `prefmill dataset verify`", e);
    }
  }
}

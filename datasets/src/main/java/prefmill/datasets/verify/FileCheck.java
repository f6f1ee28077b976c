package prefmill.datasets.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import prefmill.datasets.canonical.Sha256;
import prefmill.datasets.manifest.FileEntry;
import prefmill.datasets.manifest.Manifest;
import prefmill.datasets.manifest.ShardName;
import prefmill.datasets.read.ShardSet;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.Split;

/** Checks that exactly the manifest's files are there, byte for byte, and no shard is left out. */
final class FileCheck {
  private final Path folder;
  private final Manifest manifest;
  private final Findings findings;

  private FileCheck(Path folder, Manifest manifest, Findings findings) {
    this.folder = folder;
    this.manifest = manifest;
    this.findings = findings;
  }

  static FileCheck of(Path folder, Manifest manifest, Findings findings) {
    return new FileCheck(folder, manifest, findings);
  }

  /** Checks all files; those that are missing or have other bytes, whose content proves nothing. */
  Set<String> run() throws IOException {
    Set<String> damaged = new TreeSet<>();
    for (FileEntry file : manifest.files()) {
      if (!whole(file)) {
        damaged.add(file.path());
      }
    }
    for (String path : surplus()) {
      findings.add(path, "is not in the manifest");
    }
    for (Config config : Config.values()) {
      for (Split split : Split.values()) {
        for (String format : List.of(ShardName.JSONL, ShardName.PARQUET)) {
          shards(config, split, format);
        }
      }
    }
    return damaged;
  }

  private boolean whole(FileEntry file) throws IOException {
    Path path = folder.resolve(file.path());
    if (!Files.isRegularFile(path)) {
      findings.add(file.path(), "is missing");
    } else if (Files.size(path) != file.bytes()) {
      findings.add(
          file.path(), "has %d bytes, the manifest says %d", Files.size(path), file.bytes());
    } else if (!Sha256.of(path).equals(file.sha256())) {
      findings.add(file.path(), "has another sha256 than the manifest says: bytes were changed");
    } else {
      return true;
    }
    return false;
  }

  private List<String> surplus() throws IOException {
    Set<String> listed = manifest.files().stream().map(FileEntry::path).collect(Collectors.toSet());
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(Files::isRegularFile)
          .map(path -> folder.relativize(path).toString().replace('\\', '/'))
          .filter(path -> !path.equals(Manifest.FILE) && !listed.contains(path))
          .sorted()
          .toList();
    }
  }

  private void shards(Config config, Split split, String format) {
    try {
      ShardSet.of(manifest, config, split, format);
    } catch (IllegalStateException e) {
      findings.add(Manifest.FILE, "%s", e.getMessage());
    }
  }
}

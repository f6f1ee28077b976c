package prefmill.datasets.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import prefmill.datasets.manifest.FileEntry;
import prefmill.datasets.manifest.Manifest;

/** Counts the lines of rejected/ and dead_letters/. */
final class LineCheck {
  private static final String REJECTED = "rejected/";
  private static final String DEAD_LETTERS = "dead_letters/";

  private final Path folder;
  private final Manifest manifest;
  private final Findings findings;

  private LineCheck(Path folder, Manifest manifest, Findings findings) {
    this.folder = folder;
    this.manifest = manifest;
    this.findings = findings;
  }

  static LineCheck of(Path folder, Manifest manifest, Findings findings) {
    return new LineCheck(folder, manifest, findings);
  }

  void run() throws IOException {
    long dead = 0;
    for (FileEntry file : manifest.files()) {
      boolean ofDead = file.path().startsWith(DEAD_LETTERS);
      if ((ofDead || file.path().startsWith(REJECTED))
          && Files.exists(folder.resolve(file.path()))) {
        long lines = lines(file);
        dead += ofDead ? lines : 0;
        if (lines != file.rows()) {
          findings.add(file.path(), "has %d lines, the manifest says %d", lines, file.rows());
        }
      }
    }
    if (dead != manifest.counts().dead()) {
      findings.add(
          DEAD_LETTERS,
          "holds %d dead letters, the manifest counts %d",
          dead,
          manifest.counts().dead());
    }
  }

  /** Line feeds, so that a damaged character cannot stop the count. */
  private long lines(FileEntry file) throws IOException {
    long lines = 0;
    for (byte b : Files.readAllBytes(folder.resolve(file.path()))) {
      lines += b == '\n' ? 1 : 0;
    }
    return lines;
  }
}

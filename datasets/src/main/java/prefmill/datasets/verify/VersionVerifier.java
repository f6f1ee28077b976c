package prefmill.datasets.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import prefmill.datasets.canonical.Sha256;
import prefmill.datasets.manifest.Manifest;
import prefmill.datasets.manifest.ManifestJson;

/**
 * Recomputes everything that a manifest says from the files: lengths and hashes of files, row
 * counts, rows, sides, ledger sums, content hash and ledger hash.
 *
 * <p>Nothing is believed: JSONL and Parquet are read whole and compared row by row. Every fault is
 * listed, not only the first; of a Parquet file whose bytes were changed only that.
 */
public final class VersionVerifier {
  private VersionVerifier() {}

  /** The faults of the version in a folder whatever its commit says; none if it is whole. */
  public static List<Fault> verify(Path folder) throws IOException {
    return verify(folder, new Findings());
  }

  /** The faults of a folder, beginning with a manifest that is not the one that was committed. */
  public static List<Fault> verify(Path folder, String manifestSha256) throws IOException {
    Findings findings = new Findings();
    Path file = folder.resolve(Manifest.FILE);
    if (Files.exists(file) && !Sha256.of(file).equals(manifestSha256)) {
      findings.add(Manifest.FILE, "is not the file that was published: its commit names another");
    }
    return verify(folder, findings);
  }

  private static List<Fault> verify(Path folder, Findings findings) throws IOException {
    Path file = folder.resolve(Manifest.FILE);
    if (!Files.exists(file)) {
      findings.add(Manifest.FILE, "is missing");
      return findings.all();
    }
    Manifest manifest;
    try {
      manifest = ManifestJson.read(Files.readAllBytes(file));
    } catch (IllegalArgumentException e) {
      findings.add(Manifest.FILE, "%s", e.getMessage());
      return findings.all();
    }
    Set<String> damaged = FileCheck.of(folder, manifest, findings).run();
    Set<String> rows = RowCheck.of(folder, manifest, findings).run(damaged);
    LedgerCheck.of(folder, manifest, findings).run(damaged, rows);
    LineCheck.of(folder, manifest, findings).run();
    return findings.all();
  }
}

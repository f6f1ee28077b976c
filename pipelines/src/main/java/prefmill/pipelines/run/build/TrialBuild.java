package prefmill.pipelines.run.build;

import java.io.IOException;
import java.nio.file.Path;
import prefmill.datasets.diff.Snapshot;
import prefmill.datasets.diff.VersionDiff;
import prefmill.datasets.manifest.DraftManifest;
import prefmill.datasets.read.VersionTables;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.publish.Assembly;

/**
 * A build that was tried and not published.
 *
 * @param assembly its numbers
 * @param draft what its manifest would say
 * @param folder where its files are, for as long as it is there
 */
public record TrialBuild(Assembly assembly, DraftManifest draft, Path folder) {
  /** What publishing it would change, compared with a version. */
  public VersionDiff against(PublishedVersion version) throws IOException {
    return VersionDiff.between(Snapshot.of(version), Snapshot.of(folder, draft));
  }

  /** Its rows and its ledger. */
  public VersionTables tables() {
    return VersionTables.of(folder, draft.files());
  }
}

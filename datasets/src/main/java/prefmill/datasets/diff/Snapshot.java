package prefmill.datasets.diff;

import java.nio.file.Path;
import java.util.List;
import prefmill.datasets.manifest.DraftManifest;
import prefmill.datasets.manifest.Manifest;
import prefmill.datasets.read.VersionTables;
import prefmill.datasets.store.PublishedVersion;

/**
 * One side of a comparison: the tables of a version, published or not, and what decided them.
 *
 * @param tables its files
 * @param policyHash of what in the policy decides rows
 * @param keyIds names of the masking keys
 * @param codeVersion the Prefmill that built it
 */
public record Snapshot(
    VersionTables tables, String policyHash, List<String> keyIds, String codeVersion) {
  public Snapshot {
    keyIds = List.copyOf(keyIds);
  }

  /** A published version. */
  public static Snapshot of(PublishedVersion version) {
    Manifest manifest = version.manifest();
    return new Snapshot(
        VersionTables.of(version.folder(), manifest.files()),
        manifest.policyHash(),
        manifest.keyIds(),
        manifest.codeVersion());
  }

  /** The files of an attempt. */
  public static Snapshot of(Path folder, DraftManifest draft) {
    return new Snapshot(
        VersionTables.of(folder, draft.files()),
        draft.policyHash(),
        draft.keyIds(),
        draft.codeVersion());
  }

  /** What besides the events differs: policy, masking_key or code; other_events if nothing does. */
  String differenceTo(Snapshot other) {
    if (!policyHash.equals(other.policyHash)) {
      return "policy";
    }
    if (!keyIds.equals(other.keyIds)) {
      return "masking_key";
    }
    return codeVersion.equals(other.codeVersion) ? "other_events" : "code";
  }
}

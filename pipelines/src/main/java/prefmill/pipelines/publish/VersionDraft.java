package prefmill.pipelines.publish;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import prefmill.datasets.manifest.DraftManifest;
import prefmill.datasets.manifest.Source;
import prefmill.pipelines.job.CodeVersion;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.policy.SourcePolicy;

/** Writes down what a version says of itself before it has a number. */
public final class VersionDraft {
  private VersionDraft() {}

  /** The manifest of a build as of a time, under a key, from entries of the log. */
  public static DraftManifest of(
      Policy policy, String keyId, Instant asOf, Assembly assembly, List<LogManifest> manifests) {
    Map<String, Map<String, String>> positions = EventLog.positions(manifests);
    List<Source> sources =
        policy.sources().stream()
            .map(s -> source(s, positions.getOrDefault(s.name(), Map.of())))
            .toList();
    return new DraftManifest(
        policy.dataset(),
        assembly.contentHash(),
        assembly.ledgerHash(),
        policy.policyHash(),
        List.of(keyId),
        CodeVersion.CURRENT,
        asOf.toString(),
        sources,
        manifests.stream().map(LogManifest::name).toList(),
        assembly.counts(),
        assembly.rows(),
        assembly.statistics(),
        assembly.files());
  }

  private static Source source(SourcePolicy source, Map<String, String> positions) {
    return new Source(
        source.name(),
        source.kind().name().toLowerCase(Locale.ROOT),
        source.preset() == null ? "mapping" : source.preset(),
        positions);
  }
}

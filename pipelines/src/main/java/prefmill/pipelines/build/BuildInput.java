package prefmill.pipelines.build;

import java.time.Instant;
import java.util.List;
import prefmill.datasets.manifest.Manifest;
import prefmill.pipelines.job.CodeVersion;
import prefmill.pipelines.log.LogManifest;
import prefmill.pipelines.policy.Policy;

/**
 * All that a version is a function of.
 *
 * @param policy what decides the rows
 * @param keyId names the masking key
 * @param asOf the time as of which it is built
 * @param entries the log's entries
 */
public record BuildInput(Policy policy, String keyId, Instant asOf, List<LogManifest> entries) {
  public BuildInput {
    entries = List.copyOf(entries);
  }

  /**
   * Whether a version is what a build would give: with time an event from the future comes of age,
   * and another one's retention ends.
   */
  public boolean gives(Manifest version) {
    return version.log().equals(names())
        && version.policyHash().equals(policy.policyHash())
        && version.codeVersion().equals(CodeVersion.CURRENT)
        && version.keyIds().equals(List.of(keyId))
        && policy.consent().retentionDays().isEmpty()
        && !Instant.parse(version.asOf()).isAfter(asOf)
        && !version.counts().deadByClass().containsKey("clock_skew");
  }

  /** The names of the entries. */
  public List<String> names() {
    return entries.stream().map(LogManifest::name).toList();
  }
}

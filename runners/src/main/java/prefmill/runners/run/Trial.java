package prefmill.runners.run;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import prefmill.datasets.diff.VersionDiff;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.publish.Assembly;
import prefmill.pipelines.run.build.TrialBuild;

/**
 * What a dry run found.
 *
 * @param assembly the numbers; empty if neither log nor sources have any event
 * @param compared the version that it was compared with
 * @param diff what that version would gain and lose
 * @param rules what each quality rule refuses
 * @param allReasons whether the rules were asked one by one
 */
public record Trial(
    Optional<Assembly> assembly,
    Optional<PublishedVersion> compared,
    Optional<VersionDiff> diff,
    List<RuleEffect> rules,
    boolean allReasons) {
  static Trial ofNothing() {
    return new Trial(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), false);
  }

  static Trial of(
      Policy policy, TrialBuild tried, Optional<PublishedVersion> compared, boolean allReasons)
      throws IOException {
    Optional<VersionDiff> diff =
        compared.isPresent() ? Optional.of(tried.against(compared.get())) : Optional.empty();
    return new Trial(
        Optional.of(tried.assembly()),
        compared,
        diff,
        RuleEffect.of(policy.quality(), tried),
        allReasons);
  }
}

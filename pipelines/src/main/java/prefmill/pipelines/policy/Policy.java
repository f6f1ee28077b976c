package prefmill.pipelines.policy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import prefmill.pipelines.policy.report.ReportPolicy;
import prefmill.pipelines.policy.training.TrainingPolicy;
import prefmill.transforms.categories.CategoryRule;
import prefmill.transforms.consent.ConsentRules;
import prefmill.transforms.influence.Caps;
import prefmill.transforms.pairs.PairRules;
import prefmill.transforms.splits.HeldOutRules;
import prefmill.transforms.splits.SplitRules;
import prefmill.transforms.votes.VoteRules;

/**
 * Where feedback comes from and how it becomes a dataset: one YAML file, validated whole. Every
 * path in it is absolute here; every default is filled in.
 *
 * @param format the number of the policy's format
 * @param dataset the dataset's name
 * @param store the folder of event log and versions
 * @param masking what is masked, and with which key
 * @param sources where feedback comes from; at least one, each with its own name
 * @param consent whose feedback may be used, and for how long
 * @param quality what the policy says about quality rules
 * @param categories how events without a category get one; the first that matches
 * @param pairs how pairs are formed
 * @param volatileSpans regular expressions of spans that are ignored when contexts are compared
 * @param votes when an answer is decided
 * @param splits how large each side is, and what stays together
 * @param heldOut how the held-out sides are kept apart
 * @param caps the most rows that rest on one person or prompt
 * @param nearDuplicates whether near-identical rows are collapsed
 * @param training what is trained; empty if nothing is
 * @param registry the registry's database; empty for the embedded one
 * @param report what figures are held against, and where alerts go
 * @param keptVersions how many of the newest versions are kept; empty for all
 */
public record Policy(
    int format,
    String dataset,
    Path store,
    MaskingPolicy masking,
    List<SourcePolicy> sources,
    ConsentRules consent,
    QualityPolicy quality,
    List<CategoryRule> categories,
    PairRules pairs,
    List<String> volatileSpans,
    VoteRules votes,
    SplitRules splits,
    HeldOutRules heldOut,
    Caps caps,
    boolean nearDuplicates,
    Optional<TrainingPolicy> training,
    Optional<RegistryPolicy> registry,
    ReportPolicy report,
    Optional<Integer> keptVersions) {
  public Policy {
    sources = List.copyOf(sources);
    categories = List.copyOf(categories);
    volatileSpans = List.copyOf(volatileSpans);
  }

  /**
   * Reads a policy file.
   *
   * @throws PolicyException naming every fault of the file by its path and line
   */
  public static Policy load(Path file) throws PolicyException {
    return PolicyText.read(file).policy();
  }

  /**
   * Reads a policy from its text.
   *
   * @param folder what the paths in the policy are relative to
   * @throws PolicyException naming every fault of the text by its path and line
   */
  public static Policy of(String yaml, Path folder) throws PolicyException {
    return PolicyText.read("policy", yaml, folder).policy();
  }

  /**
   * What decides rows, as 64 hex digits: equal for policies that differ only in where data lie, in
   * names of sources, in training or registry, or in defaults written out.
   */
  public String policyHash() {
    return PolicyHash.of(this);
  }
}

package prefmill.pipelines.build;

import java.nio.file.Path;
import java.util.List;
import prefmill.datasets.objects.Places;
import prefmill.pipelines.contexts.KeptBase;
import prefmill.pipelines.log.Segment;
import prefmill.pipelines.publish.BuildFolder;
import prefmill.pipelines.rows.stored.KeptPlace;
import prefmill.transforms.categories.CategoryRule;
import prefmill.transforms.consent.Admission;
import prefmill.transforms.influence.Caps;
import prefmill.transforms.keys.HashSource;
import prefmill.transforms.pairs.PairRules;
import prefmill.transforms.quality.QualityRules;
import prefmill.transforms.splits.HeldOutRules;
import prefmill.transforms.splits.SplitRules;
import prefmill.transforms.votes.VoteRules;

/**
 * All that a build depends on.
 *
 * @param logFolder the event log's folder
 * @param segments its files of events
 * @param deadLetters its files of dead letters
 * @param bits contexts are read in two to the power of bits stretches
 * @param scratch a folder of this run's own
 * @param kept where to keep what is settled for the next build; null to keep nothing
 * @param base what earlier builds settled; null to settle all
 * @param admission which events may be used, as of the time of the build
 * @param hash the dataset's keyed hash
 * @param splits how sides are drawn
 * @param heldOut how the held-out sides are kept apart
 * @param votes when an answer is decided
 * @param quality rules on texts and pairs
 * @param categories how events without a category get one; the first that matches
 * @param pairs how pairs are formed
 * @param nearDuplicates whether near-identical rows collapse
 * @param caps the most rows that rest on one person or prompt
 * @param allReasons whether the tallies also count what each quality rule would refuse
 */
public record BuildPlan(
    Path logFolder,
    List<Segment> segments,
    List<String> deadLetters,
    int bits,
    Path scratch,
    KeptPlace kept,
    KeptBase base,
    Admission admission,
    HashSource hash,
    SplitRules splits,
    HeldOutRules heldOut,
    VoteRules votes,
    QualityRules quality,
    List<CategoryRule> categories,
    PairRules pairs,
    boolean nearDuplicates,
    Caps caps,
    boolean allReasons) {
  /** Where the texts of the rows are put aside. */
  Path candidates() {
    return kept == null ? scratch.resolve(BuildFolder.CANDIDATES) : Places.of(kept.folder());
  }
}

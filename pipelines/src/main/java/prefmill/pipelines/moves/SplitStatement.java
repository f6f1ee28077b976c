package prefmill.pipelines.moves;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import prefmill.datasets.manifest.DraftManifest;
import prefmill.datasets.manifest.Manifest;
import prefmill.transforms.splits.Anchor;
import prefmill.transforms.splits.HeldOutRules.Compared;

/**
 * What a manifest's statistics say of the sides, so that they can be proved later under the rules
 * that held then.
 *
 * @param anchor what was kept together
 * @param decontaminate which part of a held-out prompt nothing else nearly copies
 * @param movedToTrain contexts that an earlier version held out: accepted when it was published
 * @param movedToHeldOut contexts that an earlier version trained on: accepted likewise
 */
public record SplitStatement(
    Anchor anchor, Compared decontaminate, long movedToTrain, long movedToHeldOut) {
  private static final String SPLITS = "splits";
  private static final String ANCHOR = "anchor";
  private static final String DECONTAMINATE = "decontaminate";
  private static final String TO_TRAIN = "moved_to_train";
  private static final String TO_HELD_OUT = "moved_to_held_out";

  /** What is said of a version that was published in spite of these moves. */
  public static SplitStatement of(Anchor anchor, Compared decontaminate, SplitMoves accepted) {
    return new SplitStatement(anchor, decontaminate, accepted.toTrain(), accepted.toHeldOut());
  }

  /** What a version says; empty if it was built before versions said so. */
  public static Optional<SplitStatement> of(Manifest manifest) {
    if (!(manifest.statistics().get(SPLITS) instanceof Map<?, ?> said)) {
      return Optional.empty();
    }
    return Optional.of(
        new SplitStatement(
            Anchor.valueOf((String) said.get(ANCHOR)),
            Compared.valueOf((String) said.get(DECONTAMINATE)),
            ((Number) said.get(TO_TRAIN)).longValue(),
            ((Number) said.get(TO_HELD_OUT)).longValue()));
  }

  /** The draft of a version that says so. */
  public DraftManifest in(DraftManifest draft) {
    Map<String, Object> said = new TreeMap<>();
    said.put(ANCHOR, anchor.name());
    said.put(DECONTAMINATE, decontaminate.name());
    said.put(TO_TRAIN, movedToTrain);
    said.put(TO_HELD_OUT, movedToHeldOut);
    return draft.withStatistic(SPLITS, said);
  }
}

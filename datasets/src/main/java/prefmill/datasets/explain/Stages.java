package prefmill.datasets.explain;

import java.util.List;

/** The stages that can say no, in the order of the flow. */
public final class Stages {
  /** The stages' names. */
  public static final List<String> IN_ORDER =
      List.of(
          "dedup",
          "consent",
          "split",
          "settle",
          "quality",
          "pair",
          "pair_quality",
          "near_duplicate",
          "decontaminate",
          "cap",
          "erased");

  private Stages() {}

  /** A stage's place in the flow; one that this Prefmill does not know comes last. */
  public static int rank(String stage) {
    int index = IN_ORDER.indexOf(stage);
    return index < 0 ? IN_ORDER.size() : index;
  }
}

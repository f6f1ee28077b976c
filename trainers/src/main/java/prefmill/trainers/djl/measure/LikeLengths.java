package prefmill.trainers.djl.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import prefmill.trainers.huggingface.TokenSequence;

/** Puts sequences of like length into one pass, so that little of it is padding. */
public final class LikeLengths {
  private static final int SEQUENCES_PER_PASS = 32;

  private LikeLengths() {}

  /**
   * The passes, each the numbers of its sequences; equal sequences always make equal passes.
   *
   * @param targetsPerPass how many targets a pass may have, of several sequences
   */
  public static List<List<Integer>> passes(List<TokenSequence> sequences, long targetsPerPass) {
    List<Integer> order =
        IntStream.range(0, sequences.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> sequences.get(i).length()))
            .toList();
    List<List<Integer>> passes = new ArrayList<>();
    int from = 0;
    while (from < order.size()) {
      int to = from + 1;
      long targets = sequences.get(order.get(from)).targets();
      while (to < order.size()
          && to - from < SEQUENCES_PER_PASS
          && targets + sequences.get(order.get(to)).targets() < targetsPerPass) {
        targets += sequences.get(order.get(to++)).targets();
      }
      passes.add(order.subList(from, to));
      from = to;
    }
    return passes;
  }
}

package prefmill.trainers.djl;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** The order of the rows in each epoch: that of the file, or a seeded one, the same everywhere. */
record RowOrder(int rows, boolean shuffle, long seed) {
  /** The rows of one epoch, cut into pieces of at most a size. */
  List<List<Integer>> pieces(int epoch, int size) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, rows).boxed().toList());
    if (shuffle) {
      Collections.shuffle(order, new Random(seed * 31 + epoch));
    }
    return cut(order, size);
  }

  static List<List<Integer>> cut(List<Integer> order, int size) {
    List<List<Integer>> pieces = new ArrayList<>();
    for (int from = 0; from < order.size(); from += size) {
      pieces.add(List.copyOf(order.subList(from, Math.min(order.size(), from + size))));
    }
    return pieces;
  }
}

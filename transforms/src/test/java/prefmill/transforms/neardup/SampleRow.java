package prefmill.transforms.neardup;

import java.util.Arrays;
import java.util.stream.LongStream;

/** The texts of a row. */
record SampleRow(String turn, String chosen, String rejected) {
  /** The lesser of two exact similarities: of the role-tagged shingles, and of the turns. */
  double jaccard(SampleRow other) {
    return Math.min(Shingles.jaccard(tagged(), other.tagged()), Shingles.jaccard(turn, other.turn));
  }

  private long[] tagged() {
    return LongStream.concat(
            LongStream.concat(
                Arrays.stream(Shingles.of(turn)).map(h -> h * 31 + 1),
                Arrays.stream(Shingles.of(chosen)).map(h -> h * 31 + 2)),
            Arrays.stream(Shingles.of(rejected)).map(h -> h * 31 + 3))
        .sorted()
        .distinct()
        .toArray();
  }
}

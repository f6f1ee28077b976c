package prefmill.pipelines.verify;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import prefmill.transforms.neardup.Shingles;

class SimilarSetsTest {
  @Test
  void agreesWithComparingAllWithAll() {
    Random random = new Random(3);
    List<long[]> sets = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      sets.add(set(random));
    }
    SimilarSets index = SimilarSets.of(sets);
    int found = 0;
    for (int i = 0; i < 2_000; i++) {
      long[] set = set(random);
      Optional<SimilarSets.Match> expected = Optional.empty();
      for (int place = 0; place < sets.size() && expected.isEmpty(); place++) {
        double jaccard = Shingles.jaccard(set, sets.get(place));
        expected =
            jaccard >= 0.8 ? Optional.of(new SimilarSets.Match(place, jaccard)) : Optional.empty();
      }
      assertThat(index.find(set, 0.8), is(expected));
      found += expected.isPresent() ? 1 : 0;
    }
    assertThat(found, greaterThan(100));
    assertThat(found < 1_900, is(true));
  }

  /** Small sets of few elements, so that many are similar and many are just not. */
  private static long[] set(Random random) {
    int from = random.nextInt(30);
    return random.longs(1 + random.nextInt(14), from, from + 12).distinct().sorted().toArray();
  }
}

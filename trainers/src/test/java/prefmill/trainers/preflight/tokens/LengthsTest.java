package prefmill.trainers.preflight.tokens;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LengthsTest {
  @Test
  void knownLengths() {
    Lengths lengths = Lengths.of(IntStream.rangeClosed(1, 200));

    assertThat(lengths.p50(), is(100));
    assertThat(lengths.p90(), is(180));
    assertThat(lengths.p99(), is(198));
    assertThat(lengths.max(), is(200));
    assertThat(
        lengths.buckets(), is(new TreeMap<>(Map.of(16, 16, 32, 16, 64, 32, 128, 64, 256, 72))));
    assertThat(Lengths.of(IntStream.empty()).max(), is(0));
  }

  @Property
  void aPercentileIsTheSmallestLengthThatSoManyDoNotExceed(
      @ForAll @Size(min = 1, max = 300) List<@IntRange(max = 5000) Integer> rows) {
    Lengths lengths = of(rows);

    for (Map.Entry<Integer, Integer> p :
        Map.of(50, lengths.p50(), 90, lengths.p90(), 99, lengths.p99(), 100, lengths.max())
            .entrySet()) {
      long within = rows.stream().filter(length -> length <= p.getValue()).count();
      long below = rows.stream().filter(length -> length < p.getValue()).count();
      assertThat(within * 100, is(greaterThan((long) p.getKey() * rows.size() - 1)));
      assertThat(below * 100 < (long) p.getKey() * rows.size(), is(true));
    }
  }

  @Property
  void everyRowIsInTheBucketThatBoundsIt(
      @ForAll @Size(max = 300) List<@IntRange(max = 5000) Integer> rows) {
    Lengths lengths = of(rows);

    assertThat(lengths.buckets().values().stream().mapToInt(n -> n).sum(), is(rows.size()));
    lengths
        .buckets()
        .forEach(
            (bound, count) -> {
              int low = bound == 16 ? -1 : bound / 2;
              long real = rows.stream().filter(r -> r > low && r <= bound).count();
              assertThat((long) count, is(real));
              assertThat(1, is(lessThanOrEqualTo(count)));
            });
  }

  @Property
  void orderDoesNotMatter(@ForAll List<@IntRange(max = 5000) Integer> rows) {
    List<Integer> other = new java.util.ArrayList<>(rows);
    Collections.reverse(other);
    assertThat(of(other), is(of(rows)));
  }

  private static Lengths of(List<Integer> rows) {
    return Lengths.of(rows.stream().mapToInt(n -> n));
  }
}

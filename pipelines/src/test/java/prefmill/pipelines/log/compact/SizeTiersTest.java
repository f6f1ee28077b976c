package prefmill.pipelines.log.compact;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import prefmill.pipelines.log.Segment;

class SizeTiersTest {
  private static final long MEGABYTE = 1 << 20;

  private static LogUnit unit(int name, int bits, long bytes) {
    List<Segment> segments = new ArrayList<>();
    for (int prefix = 0; prefix < 1 << bits; prefix++) {
      segments.add(new Segment(name + "-" + prefix, bits, prefix, 1, 0, bytes >> bits));
    }
    return new LogUnit(List.of("" + name), segments, bytes);
  }

  private static List<LogUnit> units(int count, int bits, long bytes) {
    List<LogUnit> units = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      units.add(unit(i, bits, bytes));
    }
    return units;
  }

  @Test
  void fewOfOneSizeAreLeft() {
    assertThat(SizeTiers.crowded(List.of()), empty());
    assertThat(SizeTiers.crowded(units(199, 0, MEGABYTE)), empty());
    assertThat(SizeTiers.crowded(units(7, 1, 20 * MEGABYTE)), empty());
    List<LogUnit> one = new ArrayList<>();
    for (int tier = 0; tier < 6; tier++) {
      one.add(unit(tier, 4, (10 * MEGABYTE) << (3 * tier)));
    }
    assertThat(SizeTiers.crowded(one), empty());
  }

  @Test
  void manyOfOneSizeAreTakenWithAllThatIsSmaller() {
    assertThat(SizeTiers.crowded(units(200, 0, MEGABYTE)).size(), is(200));
    List<LogUnit> mixed = units(8, 3, 20 * MEGABYTE);
    LogUnit large = unit(100, 5, 2_000 * MEGABYTE);
    LogUnit small = unit(101, 1, MEGABYTE);
    mixed.add(0, large);
    mixed.add(small);
    List<LogUnit> crowd = SizeTiers.crowded(mixed);
    assertThat(crowd, equalTo(mixed.subList(1, 10)));
  }

  @Test
  void aStreamsOwnSegmentsCountEachForItself() {
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      segments.add(new Segment("s" + i, 0, 0, 1, 0, 1_000));
    }
    LogUnit stream = new LogUnit(List.of("stream"), segments, 1);
    assertThat(SizeTiers.crowded(List.of(stream)), equalTo(List.of(stream)));
  }

  /** A thousand nights: never many files to read, and each event sorted a few times at most. */
  @Test
  void aGrowingLogStaysInFewUnits() {
    List<LogUnit> units = new ArrayList<>();
    long written = 0;
    int most = 0;
    for (int night = 0; night < 1_000; night++) {
      units.add(unit(night, 1, 30 * MEGABYTE));
      List<LogUnit> crowd = SizeTiers.crowded(units);
      if (!crowd.isEmpty()) {
        long bytes = crowd.stream().mapToLong(LogUnit::bytes).sum();
        units.removeAll(crowd);
        units.add(unit(1_000_000 + night, 4, bytes));
        written += bytes;
      }
      most = Math.max(most, units.size());
    }
    assertThat(most, is(lessThan(24)));
    assertThat(written / (1_000 * 30 * MEGABYTE), is(lessThan(4L)));
  }
}

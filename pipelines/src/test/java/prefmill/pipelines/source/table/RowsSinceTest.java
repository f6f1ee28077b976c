package prefmill.pipelines.source.table;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import prefmill.pipelines.source.database.ExportedSnapshot;

/** The age of a row, which knows 32 bits of its transaction's number only. */
class RowsSinceTest {
  private static final long EPOCH = 1L << 32;
  private static final long TABLE = 16_400;

  @Test
  void takesWhatHadNotEndedThen() {
    assertThat(
        taken("900:950:900,920", 1_000, 899, 900, 920, 949, 950, 999), is("900,920,949,950,999"));
    assertThat(taken("1000:1000:", 1_000, 3, 998, 999), is(""));
  }

  @Test
  void countsThroughTheWrapOfTransactionNumbers() {
    long then = EPOCH - 10;
    long now = EPOCH + 20;
    assertThat(
        taken(then + ":" + then + ":", now, EPOCH - 11, EPOCH - 10, EPOCH - 1, 3, 19),
        is((EPOCH - 10) + "," + (EPOCH - 1) + ",3,19"));
    // frozen long ago: their numbers are above the newest one's 32 bits
    assertThat(taken(then + ":" + then + ":", now, 30, 1L << 31, EPOCH - 1_000), is(""));
    assertThat(taken("7:7:", 5 * EPOCH, 3, 1L << 31), is("3," + (1L << 31)));
  }

  @Test
  void takesWhatWasNoPartOfTheTableThen() {
    RowsSince since = RowsSince.snapshot("900:900:", List.of(TABLE, 7L), now(1_000));
    String rows = "('500'::xid, 7::oid, 'a'), ('500'::xid, 8::oid, 'b')";
    assertThat(select("name", rows, since), equalTo(List.of("b")));
  }

  @Test
  void takesAllIfTheServerCountsFromAnEarlierNumber() {
    assertThat(RowsSince.snapshot("900:900:", List.of(TABLE), now(899)), is(RowsSince.all()));
    assertThat(taken("900:900:", 900, 899), is(""));
  }

  private static String taken(String then, long next, long... transactions) {
    RowsSince since = RowsSince.snapshot(then, List.of(TABLE), now(next));
    String rows =
        Arrays.stream(transactions)
            .mapToObj(xid -> "('%d'::xid, %d::oid, '')".formatted(xid % EPOCH, TABLE))
            .collect(Collectors.joining(", "));
    return String.join(",", select("xmin::text", rows, since));
  }

  private static List<String> select(String column, String rows, RowsSince since) {
    return ReadRows.select(
        "select %s from (values %s) r(xmin, tableoid, name) where %s"
            .formatted(column, rows, since.condition()));
  }

  private static ExportedSnapshot now(long next) {
    return new ExportedSnapshot("id", next + ":" + next + ":", "here");
  }
}

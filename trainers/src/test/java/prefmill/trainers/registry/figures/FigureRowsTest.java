package prefmill.trainers.registry.figures;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import prefmill.trainers.registry.TestDatabase;

class FigureRowsTest {
  private static final LocalDate DAY = LocalDate.parse("2026-11-20");

  private final TestDatabase database = TestDatabase.create();
  private final FigureRows figures = FigureRows.of(database.registry());

  @Test
  void aDayIsReplacedAsAWholeAndNeverByOneThatKnowsLess() {
    FigureRow other = row(DAY.minusDays(1), "all", "", 9, 9, 0);
    assertThat(figures.replace("support", other.day(), List.of(other)), is(true));
    List<FigureRow> first =
        List.of(row(DAY, "all", "", 3, 2, 1), row(DAY, "subject", "maths", 3, 2, 1));
    assertThat(figures.replace("support", DAY, first), is(true));
    List<FigureRow> more =
        List.of(row(DAY, "all", "", 4, 1, 1), row(DAY, "subject", "music", 4, 1, 1));
    assertThat(figures.replace("support", DAY, more), is(true));
    assertThat(figures.replace("support", DAY, first), is(false));
    assertThat(figures.replace("support", DAY, more), is(true));
    assertThat(figures.replace("sales", DAY, first), is(true));
    List<FigureRow> all = new ArrayList<>(List.of(other));
    all.addAll(more);
    assertThat(figures.since("support", DAY.minusDays(1)), equalTo(all));
    assertThat(figures.since("support", DAY), equalTo(more));
    assertThat(figures.since("sales", DAY), equalTo(first));
  }

  @Test
  void approvalIsAColumn() {
    figures.replace(
        "support", DAY, List.of(row(DAY, "all", "", 4, 3, 1), row(DAY, "model", "m\0", 1, 0, 0)));
    List<Map<String, Object>> rows =
        database
            .sql()
            .withHandle(
                handle ->
                    handle
                        .createQuery("select value, approval from prefmill.feedback_figures")
                        .mapToMap()
                        .list());
    assertThat(
        rows.stream().map(row -> row.get("value") + " " + row.get("approval")).toList(),
        containsInAnyOrder(" 0.75", "m\uFFFD null"));
  }

  @Test
  void whoeverWritesAtOnceTheMostEventsWin() throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(8);
    List<Future<Boolean>> written = new ArrayList<>();
    for (int i = 1; i <= 40; i++) {
      int events = (i * 17) % 41;
      written.add(
          writers.submit(
              () -> figures.replace("support", DAY, List.of(row(DAY, "all", "", events, 0, 0)))));
    }
    writers.shutdown();
    for (Future<Boolean> each : written) {
      each.get();
    }
    assertThat(figures.since("support", DAY), equalTo(List.of(row(DAY, "all", "", 40, 0, 0))));
  }

  private static FigureRow row(
      LocalDate day, String dimension, String value, long events, long ups, long downs) {
    return new FigureRow(day, dimension, value, events, 1, ups, downs, 0, 0, List.of("e1", "e\"2"));
  }
}

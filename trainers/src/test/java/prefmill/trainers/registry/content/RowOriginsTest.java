package prefmill.trainers.registry.content;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static prefmill.trainers.registry.Fixtures.version;

import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import prefmill.datasets.lineage.RowEvents;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.Split;
import prefmill.trainers.registry.Fixtures;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.TestDatabase;
import prefmill.trainers.registry.entry.RegisteredDataset;

class RowOriginsTest {
  private static final String ROWS =
      """
      select concat_ws(' ', d.version, r.config, r.split, r.row_id, array_to_string(r.event_ids, ','))
      from prefmill.dataset_rows r join prefmill.training_datasets d on d.id = r.dataset_id
      order by d.version, r.row_id
      """;

  private final TestDatabase database = TestDatabase.create();
  private final Registry registry = database.registry();
  private final RowOrigins origins = RowOrigins.of(registry);
  private final RegisteredDataset first = registry.datasets().register(version(1, 'a'));
  private final RegisteredDataset second = registry.datasets().register(version(2, 'b'));

  @Test
  void keepsTheEventsOfEachRowHoweverOftenTheyAreEntered() {
    assertThat(origins.holds(first), is(false));
    for (int i = 0; i < 2; i++) {
      origins.enter(
          first, List.of(row("r1", Split.TRAIN, "e1", "e2\0"), row("r2", Split.TEST, "e3")));
    }
    assertThat(origins.holds(first), is(true));
    assertThat(rows(), contains("1 preference train r1 e1,e2\uFFFD", "1 preference test r2 e3"));
  }

  @Test
  void letsGoOfOlderVersionsThatNothingWasTrainedOn() {
    origins.enter(first, List.of(row("r1", Split.TRAIN, "e1")));
    origins.enter(second, List.of(row("r2", Split.TRAIN, "e2")));
    assertThat(rows(), contains("2 preference train r2 e2"));
  }

  @Test
  void keepsOlderVersionsThatATrainingWasWantedOn() {
    origins.enter(first, List.of(row("r1", Split.TRAIN, "e1")));
    Fixtures.train(registry, first, '1');
    origins.enter(second, List.of(row("r2", Split.TRAIN, "e2")));
    assertThat(rows(), contains("1 preference train r1 e1", "2 preference train r2 e2"));
  }

  @Test
  void rowsOfTheNewestVersionCannotBeDeletedByAnybody() {
    origins.enter(first, List.of(row("r1", Split.TRAIN, "e1")));
    origins.enter(second, List.of(row("r2", Split.TRAIN, "e2"), row("r3", Split.TEST, "e3")));
    JdbiException refusal =
        assertThrows(
            JdbiException.class,
            () ->
                database
                    .sql()
                    .useHandle(
                        handle ->
                            handle.execute(
                                "delete from prefmill.dataset_rows where row_id = 'r3'")));
    assertThat(refusal.getMessage(), containsString("dataset_rows keeps its history"));
    assertThat(rows(), contains("2 preference train r2 e2", "2 preference test r3 e3"));
  }

  @Test
  void entersMoreRowsThanOneBatch() {
    origins.enter(
        first,
        IntStream.range(0, 2_345).mapToObj(i -> row("r" + i, Split.TRAIN, "e" + i)).toList());
    assertThat(rows().size(), is(2_345));
  }

  private static RowEvents row(String id, Split split, String... events) {
    return new RowEvents(id, Config.PREFERENCE, split, List.of(events));
  }

  private List<String> rows() {
    return database.sql().withHandle(handle -> handle.createQuery(ROWS).mapTo(String.class).list());
  }
}

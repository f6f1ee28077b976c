package prefmill.trainers.registry.figures;

import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.PreparedBatch;
import prefmill.trainers.registry.Registry;

/**
 * The table {@code feedback_figures}: whole days, each replaced in one transaction.
 *
 * <p>Several may write at once, a stream and a nightly run, each with what it has read of one log
 * that only grows: a day that rests on more events is never replaced by one that rests on fewer.
 */
public final class FigureRows {
  private final Jdbi jdbi;

  private FigureRows(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The figures of a registry. */
  public static FigureRows of(Registry registry) {
    return new FigureRows(registry.jdbi());
  }

  /**
   * Replaces a day.
   *
   * @param rows the day's figures, of which one is of all
   * @return whether the table holds these rows now; false if it knows more already
   */
  public boolean replace(String dataset, LocalDate day, List<FigureRow> rows) {
    long events = events(rows);
    return jdbi.inTransaction(
        handle -> {
          lock(handle, dataset);
          long known =
              handle
                  .createQuery(
                      """
                      select events from prefmill.feedback_figures
                      where dataset = :dataset and day = :day and dimension = 'all'
                      """)
                  .bind("dataset", dataset)
                  .bind("day", day)
                  .mapTo(Long.class)
                  .findOne()
                  .orElse(0L);
          if (known > events) {
            return false;
          }
          handle.execute(
              "delete from prefmill.feedback_figures where dataset = ? and day = ?", dataset, day);
          insert(handle, dataset, rows);
          return true;
        });
  }

  /** The figures from a day on, by day, dimension and value. */
  public List<FigureRow> since(String dataset, LocalDate first) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select day, dimension, value, events, persons, ups, downs, neutrals,
                      corrections, example_ids
                    from prefmill.feedback_figures where dataset = :dataset and day >= :first
                    order by day, dimension, value
                    """)
                .bind("dataset", dataset)
                .bind("first", first)
                .map(ConstructorMapper.of(FigureRow.class))
                .list());
  }

  private static long events(List<FigureRow> rows) {
    return rows.stream()
        .filter(row -> row.dimension().equals("all"))
        .mapToLong(FigureRow::events)
        .sum();
  }

  private static void lock(Handle handle, String dataset) {
    handle.execute(
        "select pg_advisory_xact_lock(hashtextextended('prefmill.feedback_figures ' || ?, 0))",
        dataset);
  }

  private static void insert(Handle handle, String dataset, List<FigureRow> rows) {
    try (PreparedBatch batch =
        handle.prepareBatch(
            """
            insert into prefmill.feedback_figures (dataset, day, dimension, value, events, persons,
              ups, downs, neutrals, corrections, example_ids)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)) {
      for (FigureRow row : rows) {
        batch.add(
            dataset,
            row.day(),
            row.dimension(),
            row.value(),
            row.events(),
            row.persons(),
            row.ups(),
            row.downs(),
            row.neutrals(),
            row.corrections(),
            row.exampleIds().toArray(String[]::new));
      }
      if (batch.size() > 0) {
        batch.execute();
      }
    }
  }
}

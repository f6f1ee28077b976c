package prefmill.trainers.registry.figures;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import prefmill.trainers.registry.Registry;

/**
 * The table {@code feedback_alerts}: each alert is entered once, and then sent until every sink has
 * taken it.
 *
 * <p>A run that is killed between the two leaves an alert that the next run sends. Two runs at once
 * do not send one alert twice; a run that is killed after a sink took an alert and before that is
 * noted does, with the same id.
 */
public final class AlertRows {
  private static final String COLUMNS =
      "id, dataset, kind, dimension, value, day, message, measured, expected, events, ups, downs, example_ids, first_seen";

  private final Jdbi jdbi;

  private AlertRows(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The alerts of a registry. */
  public static AlertRows of(Registry registry) {
    return new AlertRows(registry.jdbi());
  }

  /**
   * Enters an alert, unless there is one of its kind, label and day, or of a day of a stretch; id
   * and first_seen are the database's.
   *
   * @param first the first day of the stretch
   * @param last the last one
   * @return whether it is new
   */
  public boolean raise(AlertRow alert, LocalDate first, LocalDate last) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(
                        """
                        insert into prefmill.feedback_alerts (dataset, kind, dimension, value, day,
                          message, measured, expected, events, ups, downs, example_ids)
                        select :dataset, :kind, :dimension, :value, :day, :message, :measured,
                          :expected, :events, :ups, :downs, :examples
                        where not exists (
                          select from prefmill.feedback_alerts
                          where dataset = :dataset and kind = :kind and dimension = :dimension
                            and value = :value and day between :first and :last)
                        on conflict (dataset, kind, dimension, value, day) do nothing
                        """)
                    .bindMethods(alert)
                    .bind("first", first)
                    .bind("last", last)
                    .bind("examples", alert.exampleIds().toArray(String[]::new))
                    .execute()
                == 1);
  }

  /** The newest alerts of a dataset, the newest first. */
  public List<AlertRow> newest(String dataset, int count) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select "
                        + COLUMNS
                        + " from prefmill.feedback_alerts where dataset = :dataset order by first_seen desc, id limit :count")
                .bind("dataset", dataset)
                .bind("count", count)
                .map(ConstructorMapper.of(AlertRow.class))
                .list());
  }

  /**
   * Gives what no one has sent yet to the sinks that have not taken it.
   *
   * @param sinks the names of all sinks
   * @param send gives an alert to the sink of a name, and tells whether it took it
   * @return how many alerts are still to be sent
   */
  public int send(String dataset, List<String> sinks, BiPredicate<String, AlertRow> send) {
    List<UUID> waiting =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "select id from prefmill.feedback_alerts where dataset = :dataset and sent_at is null order by first_seen, id")
                    .bind("dataset", dataset)
                    .mapTo(UUID.class)
                    .list());
    int left = 0;
    for (UUID id : waiting) {
      if (!jdbi.inTransaction(handle -> send(handle, id, sinks, send))) {
        left++;
      }
    }
    return left;
  }

  /** Whoever holds the row sends it; others pass it by. */
  private static boolean send(
      Handle handle, UUID id, List<String> sinks, BiPredicate<String, AlertRow> send) {
    Optional<AlertRow> alert =
        handle
            .createQuery(
                "select "
                    + COLUMNS
                    + " from prefmill.feedback_alerts where id = :id and sent_at is null for update skip locked")
            .bind("id", id)
            .map(ConstructorMapper.of(AlertRow.class))
            .findOne();
    if (alert.isEmpty()) {
      return true;
    }
    Set<String> took =
        new LinkedHashSet<>(
            handle
                .createQuery("select unnest(sent_to) from prefmill.feedback_alerts where id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .list());
    for (String sink : sinks) {
      if (!took.contains(sink) && send.test(sink, alert.get())) {
        took.add(sink);
      }
    }
    boolean done = took.containsAll(sinks);
    handle
        .createUpdate(
            """
            update prefmill.feedback_alerts
            set sent_to = :took, sent_at = case when :done then clock_timestamp() end
            where id = :id
            """)
        .bind("took", new ArrayList<>(took).toArray(String[]::new))
        .bind("done", done)
        .bind("id", id)
        .execute();
    return done;
  }
}

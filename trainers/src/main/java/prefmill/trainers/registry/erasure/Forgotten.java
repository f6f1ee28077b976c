package prefmill.trainers.registry.erasure;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;
import prefmill.trainers.registry.LongStatements;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.content.PostgresText;

/**
 * Takes a forgotten person's events out of the registry: rows that rest on them, texts, figures,
 * examples of alerts. Adapters that learned from a version which held the person are tainted,
 * unless a version that did not has the same rows.
 */
public final class Forgotten {
  private static final String RESTED_ON =
      """
      update prefmill.training_datasets d set erased = true
      where d.name = :dataset and not d.erased
        and (d.version = any(:versions) or exists (
          select 1 from prefmill.dataset_rows r
          where r.dataset_id = d.id and r.event_ids && cast(:events as text[])))
      """;

  private static final String TAINT =
      """
      update prefmill.model_registry m set status = 'tainted'
      from prefmill.fine_tuning_jobs j
      join prefmill.training_datasets d on d.id = j.dataset_id
      where j.id = m.fine_tuning_job_id and d.name = :dataset and prefmill.taints(d)
        and m.status <> 'tainted'
      returning m.model_id
      """;

  private static final List<String> ROWS =
      List.of(
          """
          delete from prefmill.preference_pairs p using prefmill.training_datasets d
          where d.id = p.dataset_id and d.name = :dataset and d.erased
          """,
          """
          delete from prefmill.rlhf_feedback f using prefmill.training_datasets d
          where d.id = f.dataset_id and d.name = :dataset and d.erased
          """,
          """
          delete from prefmill.dataset_rows r using prefmill.training_datasets d
          where d.id = r.dataset_id and d.name = :dataset and r.event_ids && cast(:events as text[])
          """,
          """
          update prefmill.feedback_alerts set example_ids = array(
            select id from unnest(example_ids) with ordinality as e(id, place)
            where id <> all(cast(:events as text[])) order by place)
          where dataset = :dataset and example_ids && cast(:events as text[])
          """);

  private static final String FIGURES =
      "delete from prefmill.feedback_figures where dataset = :dataset and day >= :first";

  private static final String AUDIT =
      """
      insert into prefmill.audit_log (actor, action, subject, detail)
      values (coalesce(nullif(current_setting('prefmill.actor', true), ''), current_user),
        'erase', :dataset, jsonb_build_object('adapters', to_jsonb(cast(:adapters as text[]))))
      """;

  private final Jdbi jdbi;

  private Forgotten(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** What a registry forgets. */
  public static Forgotten of(Registry registry) {
    return new Forgotten(registry.jdbi());
  }

  /**
   * Forgets events, all or nothing; doing it again changes nothing. The version that stands for the
   * withdrawn ones is to be entered before.
   *
   * @param versions of the dataset that held them
   * @param events their ids
   * @param firstDay of the earliest of them: figures from that day on are to be counted again
   * @return the adapters that are tainted now and were not, as NAME@VERSION
   */
  public List<String> erase(
      String dataset,
      Collection<Integer> versions,
      Collection<String> events,
      Optional<LocalDate> firstDay) {
    List<String> texts = events.stream().map(PostgresText::of).toList();
    return jdbi.inTransaction(
        handle -> {
          LongStatements.allow(handle);
          Request request = new Request(handle, dataset, List.copyOf(versions), texts);
          request.update(RESTED_ON).execute();
          List<String> tainted = request.query(TAINT).mapTo(String.class).list();
          ROWS.forEach(sql -> request.update(sql).execute());
          firstDay.ifPresent(day -> request.update(FIGURES).bind("first", day).execute());
          handle
              .createUpdate(AUDIT)
              .bind("dataset", dataset)
              .bindArray("adapters", String.class, tainted)
              .execute();
          return tainted.stream().sorted().toList();
        });
  }

  private record Request(
      Handle handle, String dataset, List<Integer> versions, List<String> events) {
    Update update(String sql) {
      return bind(handle.createUpdate(sql), sql);
    }

    Query query(String sql) {
      return bind(handle.createQuery(sql), sql);
    }

    private <S extends SqlStatement<S>> S bind(S statement, String sql) {
      statement.bind("dataset", dataset);
      if (sql.contains(":versions")) {
        statement.bindArray("versions", Integer.class, versions);
      }
      if (sql.contains(":events")) {
        statement.bindArray("events", String.class, events);
      }
      return statement;
    }
  }
}

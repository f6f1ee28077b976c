package prefmill.trainers.registry;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import prefmill.trainers.registry.entry.LastTraining;
import prefmill.trainers.registry.entry.RegisteredAdapter;

/** The table {@code model_registry}: one row for each job that succeeded, entered by that job. */
public final class AdapterRows {
  private static final String NEWEST_FIRST = "prefmill.version_order(version) desc";

  private final Jdbi jdbi;

  AdapterRows(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The newest adapter of every name, by name. */
  public List<RegisteredAdapter> newest() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select distinct on (name) * from prefmill.model_registry order by name, "
                        + NEWEST_FIRST)
                .mapTo(RegisteredAdapter.class)
                .list());
  }

  /** Every adapter, by name, the newest first. */
  public List<RegisteredAdapter> list() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from prefmill.model_registry order by name, " + NEWEST_FIRST)
                .mapTo(RegisteredAdapter.class)
                .list());
  }

  /** Every adapter of a name, the newest first. */
  public List<RegisteredAdapter> history(String name) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from prefmill.model_registry where name = :name order by "
                        + NEWEST_FIRST)
                .bind("name", name)
                .mapTo(RegisteredAdapter.class)
                .list());
  }

  /**
   * One adapter.
   *
   * @param reference NAME for the newest of that name, or NAME@VERSION
   */
  public Optional<RegisteredAdapter> find(String reference) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from prefmill.model_registry where :reference in (name, model_id) order by "
                        + NEWEST_FIRST
                        + " limit 1")
                .bind("reference", reference)
                .mapTo(RegisteredAdapter.class)
                .findOne());
  }

  /** The adapter of an id. */
  public Optional<RegisteredAdapter> find(UUID id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from prefmill.model_registry where id = :id")
                .bind("id", id)
                .mapTo(RegisteredAdapter.class)
                .findOne());
  }

  /** What the newest adapter of a name that is not tainted was trained on; empty without one. */
  public Optional<LastTraining> lastTrained(String name) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select m.model_id, d.name as dataset_name, d.version as dataset_version,
                      d.content_hash, d.sample_count, d.row_counts
                    from prefmill.model_registry m
                    join prefmill.fine_tuning_jobs j on j.id = m.fine_tuning_job_id
                    join prefmill.training_datasets d on d.id = j.dataset_id
                    where m.name = :name and m.status <> 'tainted'
                    order by prefmill.version_order(m.version) desc limit 1
                    """)
                .bind("name", name)
                .mapTo(LastTraining.class)
                .findOne());
  }
}

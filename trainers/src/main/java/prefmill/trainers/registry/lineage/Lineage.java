package prefmill.trainers.registry.lineage;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import prefmill.trainers.registry.Registry;

/** Asks a registry which adapters a version led to, and when each was live. */
public final class Lineage {
  private static final String ORIGIN =
      """
      select m.model_id, m.method, j.trainer, m.status, d.name as dataset,
        d.version as dataset_version, d.content_hash, m.created_at
      from prefmill.model_registry m
      join prefmill.fine_tuning_jobs j on j.id = m.fine_tuning_job_id
      join prefmill.training_datasets d on d.id = j.dataset_id
      """;

  private final Jdbi jdbi;

  private Lineage(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The lineage that a registry knows. */
  public static Lineage of(Registry registry) {
    return new Lineage(registry.jdbi());
  }

  /**
   * What an adapter was trained on.
   *
   * @param reference NAME@VERSION, or NAME for the newest of that name
   */
  public Optional<AdapterOrigin> origin(String reference) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    ORIGIN
                        + "where :reference in (m.model_id, m.name)"
                        + " order by prefmill.version_order(m.version) desc limit 1")
                .bind("reference", reference)
                .map(ConstructorMapper.of(AdapterOrigin.class))
                .findOne());
  }

  /** The adapters that were trained on a version, the oldest first. */
  public List<AdapterOrigin> trainedOn(String dataset, int version) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    ORIGIN
                        + "where d.name = :dataset and d.version = :version order by m.created_at")
                .bind("dataset", dataset)
                .bind("version", version)
                .map(ConstructorMapper.of(AdapterOrigin.class))
                .list());
  }

  /** When an adapter was live under whichever alias, the earliest first. */
  public List<LivePeriod> live(String modelId) {
    return periods("model_id", modelId);
  }

  /** What an alias stood for from when to when, the earliest first. */
  public List<LivePeriod> alias(String alias) {
    return periods("alias", alias);
  }

  private List<LivePeriod> periods(String column, String value) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from prefmill.live_periods where %s = :value order by since"
                        .formatted(column))
                .bind("value", value)
                .map(ConstructorMapper.of(LivePeriod.class))
                .list());
  }
}

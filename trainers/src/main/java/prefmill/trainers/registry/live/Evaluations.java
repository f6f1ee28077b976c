package prefmill.trainers.registry.live;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import prefmill.trainers.registry.JsonColumns;
import prefmill.trainers.registry.Registry;

/** The table {@code evaluations}: append-only, one row for each decision of a gate. */
public final class Evaluations {
  private final Jdbi jdbi;

  private Evaluations(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The evaluations of a registry. */
  public static Evaluations of(Registry registry) {
    return new Evaluations(registry.jdbi());
  }

  /** Enters an evaluation; returns its id, which promotions cite. */
  public UUID enter(Evaluation evaluation) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    insert into prefmill.evaluations
                      (model_id, baseline_model_id, dataset_content_hash, adapter_sha256, split,
                       row_count, person_count, metrics, decision, code_version, base_model_sha256,
                       baseline_sha256, code_sha256, rules, judge)
                    values (:model, :baseline, :content, :adapter, :split, :rows, :persons,
                      cast(:metrics as jsonb), :decision, :code, :base, :against, :codeHash,
                      cast(:rules as jsonb), cast(:judge as jsonb))
                    returning id
                    """)
                .bind("model", evaluation.model())
                .bind("baseline", evaluation.baseline())
                .bind("content", evaluation.datasetContentHash())
                .bind("adapter", evaluation.adapterSha256())
                .bind("split", evaluation.split())
                .bind("rows", evaluation.rows())
                .bind("persons", evaluation.persons())
                .bind("metrics", JsonColumns.text(evaluation.metrics()))
                .bind("decision", evaluation.decision().name().toLowerCase(Locale.ROOT))
                .bind("code", evaluation.codeVersion())
                .bind("base", evaluation.provenance().baseModelSha256())
                .bind("against", evaluation.provenance().baselineSha256())
                .bind("codeHash", evaluation.provenance().codeSha256())
                .bind("rules", JsonColumns.text(evaluation.provenance().rules()))
                .bind("judge", evaluation.provenance().judge().map(JsonColumns::text))
                .mapTo(UUID.class)
                .one());
  }

  /** The newest decision about an adapter; empty if it was never evaluated. */
  public Optional<Decided> newest(UUID model) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select id, decision, metrics, created_at from prefmill.evaluations
                    where model_id = :model order by created_at desc, id limit 1
                    """)
                .bind("model", model)
                .map(ConstructorMapper.of(Decided.class))
                .findOne());
  }

  /** How many decisions looked at the test rows of one content for adapters of one name. */
  public int looks(String name, String datasetContentHash) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select count(*) from prefmill.evaluations e
                    join prefmill.model_registry m on m.id = e.model_id
                    where m.name = :name and e.dataset_content_hash = :content and e.split = 'test'
                    """)
                .bind("name", name)
                .bind("content", datasetContentHash)
                .mapTo(Integer.class)
                .one());
  }

  /**
   * A decision that stands.
   *
   * @param id the evaluation
   * @param decision what it says
   * @param metrics what it rests on
   * @param createdAt when, by the database's clock
   */
  public record Decided(
      UUID id, Evaluation.Decision decision, Map<String, Object> metrics, Instant createdAt) {}
}

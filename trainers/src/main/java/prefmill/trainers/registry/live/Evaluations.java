package prefmill.trainers.registry.live;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import prefmill.trainers.registry.JsonColumns;
import prefmill.trainers.registry.Registry;

/** The table {@code evaluations}: append-only, one row for each decision of a gate. */
public final class Evaluations {
  private static final String NEWEST =
      """
      select id, decision, metrics, created_at from prefmill.evaluations
      where model_id = :model %s order by created_at desc, id limit 1
      """;

  private final Jdbi jdbi;

  private Evaluations(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The evaluations of a registry. */
  public static Evaluations of(Registry registry) {
    return new Evaluations(registry.jdbi());
  }

  /** Enters an evaluation that looked at no rows; returns its id. */
  public UUID enter(Evaluation evaluation) {
    return jdbi.withHandle(handle -> insert(handle, evaluation));
  }

  /**
   * Decides and enters the decision as the next look at test rows, counted over adapters of all
   * names: of decisions at one time each waits for the one before it.
   *
   * @param rowsSha256 of the test rows' ids
   * @param datasetContentHash of the version that they are from, by which looks of earlier versions
   *     are known
   * @param decision what is to be entered as the look of a number, from 1
   * @return the evaluation's id, which promotions cite
   */
  public UUID look(String rowsSha256, String datasetContentHash, IntFunction<Evaluation> decision) {
    return jdbi.inTransaction(
        TransactionIsolationLevel.READ_COMMITTED,
        handle -> {
          handle
              .createQuery("select 1 from (select prefmill.lock_looks(:rows)) as held")
              .bind("rows", rowsSha256)
              .mapTo(Integer.class)
              .one();
          int before =
              handle
                  .createQuery("select prefmill.looks(:rows, :content)")
                  .bind("rows", rowsSha256)
                  .bind("content", datasetContentHash)
                  .mapTo(Integer.class)
                  .one();
          return insert(handle, decision.apply(before + 1));
        });
  }

  private static UUID insert(Handle handle, Evaluation evaluation) {
    Provenance provenance = evaluation.provenance();
    return handle
        .createQuery(
            """
            insert into prefmill.evaluations
              (model_id, baseline_model_id, dataset_content_hash, adapter_sha256, look, split,
               row_count, person_count, metrics, decision, code_version, adapter_content_hash,
               rows_sha256, base_model_sha256, baseline_sha256, code_sha256, rules, judge)
            values (:model, :baseline, :content, :adapter, :look, :split, :rows, :persons,
              cast(:metrics as jsonb), :decision, :code, :contentHash, :rowsSha, :base, :against,
              :codeHash, cast(:rules as jsonb), cast(:judge as jsonb))
            returning id
            """)
        .bind("model", evaluation.model())
        .bind("baseline", evaluation.baseline())
        .bind("content", evaluation.datasetContentHash())
        .bind("adapter", evaluation.adapterSha256())
        .bind("look", evaluation.look())
        .bind("split", evaluation.split())
        .bind("rows", evaluation.rows())
        .bind("persons", evaluation.persons())
        .bind("metrics", JsonColumns.text(evaluation.metrics()))
        .bind("decision", evaluation.decision().name().toLowerCase(Locale.ROOT))
        .bind("code", evaluation.codeVersion())
        .bind("contentHash", provenance.adapterContentHash())
        .bind("rowsSha", provenance.rowsSha256())
        .bind("base", provenance.baseModelSha256())
        .bind("against", provenance.baselineSha256())
        .bind("codeHash", provenance.codeSha256())
        .bind("rules", JsonColumns.text(provenance.rules()))
        .bind("judge", provenance.judge().map(JsonColumns::text))
        .mapTo(UUID.class)
        .one();
  }

  /** The newest decision about an adapter; empty if it was never evaluated. */
  public Optional<Decided> newest(UUID model) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(NEWEST.formatted(""))
                .bind("model", model)
                .map(ConstructorMapper.of(Decided.class))
                .findOne());
  }

  /**
   * The newest decision about an adapter held against a baseline; empty if there is none.
   *
   * @param baseline the adapter to beat; the base model if empty
   */
  public Optional<Decided> newest(UUID model, Optional<UUID> baseline) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    NEWEST.formatted("and baseline_model_id is not distinct from :baseline"))
                .bind("model", model)
                .bind("baseline", baseline)
                .map(ConstructorMapper.of(Decided.class))
                .findOne());
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

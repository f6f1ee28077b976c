package prefmill.trainers.registry.evidence;

import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import prefmill.trainers.registry.entry.RegisteredAdapter;

/** Gate decisions and promotions entered by SQL, as any client could. */
public final class EvidenceRows {
  /** A decision of an adapter against a baseline, the base model where that is null. */
  public static final String EVIDENCE =
      """
      insert into prefmill.evaluations (model_id, baseline_model_id, dataset_content_hash,
        adapter_sha256, adapter_content_hash, base_model_sha256, baseline_sha256, code_sha256,
        rows_sha256, look, rules, split, row_count, metrics, decision, code_version)
      select m.id, b.id, m.dataset_content_hash, m.adapter_sha256, m.adapter_content_hash,
        m.base_model_sha256, coalesce(b.adapter_sha256, m.base_model_sha256), repeat('e', 64),
        repeat('f', 64), prefmill.looks(repeat('f', 64), m.dataset_content_hash) + 1, '{}', 'test',
        100, '{}', :decision, 'test'
      from prefmill.model_registry m
      left join prefmill.model_registry b on b.id = cast(:baseline as uuid)
      where m.id = :model
      returning id
      """;

  private EvidenceRows() {}

  /** Enters a decision about test rows; against null it is one against the base model. */
  public static UUID evaluate(
      Jdbi sql, RegisteredAdapter adapter, RegisteredAdapter against, String decision) {
    return enter(sql, EVIDENCE, adapter, against, decision);
  }

  /** Enters one by a statement like {@link #EVIDENCE}. */
  public static UUID enter(
      Jdbi sql,
      String statement,
      RegisteredAdapter adapter,
      RegisteredAdapter against,
      String decision) {
    return sql.withHandle(
        handle ->
            handle
                .createQuery(statement)
                .bind("model", adapter.id())
                .bind("baseline", against == null ? null : against.id())
                .bind("decision", decision)
                .mapTo(UUID.class)
                .one());
  }
}

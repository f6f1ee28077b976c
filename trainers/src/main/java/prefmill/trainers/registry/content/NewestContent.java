package prefmill.trainers.registry.content;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import prefmill.trainers.registry.LongStatements;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.entry.RegisteredDataset;

/**
 * The tables {@code preference_pairs} and {@code rlhf_feedback}: they hold the newest version of
 * each dataset and no older one.
 */
public final class NewestContent {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BATCH = 1_000;

  /** A pair is as old as the earliest event that it rests on. */
  private static final String OLDEST_EVENT =
      """
      update prefmill.preference_pairs p set created_at = oldest.at
      from (select r.row_id, min(f.created_at) as at
            from prefmill.dataset_rows r
            cross join unnest(r.event_ids) as e(id)
            join prefmill.rlhf_feedback f on f.dataset_id = r.dataset_id and f.id = e.id
            where r.dataset_id = ? and r.config = 'preference'
            group by r.row_id) oldest
      where p.dataset_id = ? and p.id = oldest.row_id
      """;

  /** A version is an organization's if all of its events are; a masked name may stand for two. */
  private static final String ONE_ORGANIZATION =
      """
      update prefmill.training_datasets d set organization = its.organization
      from (select min(organization) as organization from prefmill.rlhf_feedback
            where dataset_id = ?
            having count(distinct organization) = 1 and count(organization) = count(*)) its
      where d.id = ? and its.organization !~ '<[A-Z_]+_[0-9]+>'
      """;

  private final Jdbi jdbi;

  private NewestContent(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The content tables of a registry. */
  public static NewestContent of(Registry registry) {
    return new NewestContent(registry.jdbi());
  }

  /** Whether a version, or a newer one of its dataset, is in the tables already. */
  public boolean holds(RegisteredDataset dataset) {
    return jdbi.withHandle(handle -> holds(handle, dataset));
  }

  private static boolean holds(Handle handle, RegisteredDataset dataset) {
    return handle
        .createQuery(
            """
            select exists (
              select 1 from prefmill.training_datasets d
              where d.name = :name and d.version >= :version
                and (exists (select 1 from prefmill.preference_pairs p where p.dataset_id = d.id)
                  or exists (select 1 from prefmill.rlhf_feedback f where f.dataset_id = d.id)))
            """)
        .bind("name", dataset.name())
        .bind("version", dataset.version())
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * Puts a version's content in the place of its dataset's earlier one, in one transaction: a
   * reader sees the one or the other. Where a newer one is there by then, it stays.
   *
   * @return whether it was put there
   */
  public boolean replace(RegisteredDataset dataset, Content content) {
    return jdbi.inTransaction(
        handle -> {
          LongStatements.allow(handle);
          handle.execute(
              "select pg_advisory_xact_lock(hashtextextended('prefmill.content:' || ?, 0))",
              dataset.name());
          if (holds(handle, dataset)) {
            return false;
          }
          for (String table : List.of("preference_pairs", "rlhf_feedback")) {
            handle.execute(
                "delete from prefmill."
                    + table
                    + " where dataset_id in (select id from prefmill.training_datasets where name = ?)",
                dataset.name());
          }
          try (Sink<PairContent> pairs = pairs(handle, dataset.id());
              Sink<FeedbackContent> feedback = feedback(handle, dataset.id())) {
            content.write(pairs, feedback);
          }
          handle.execute(OLDEST_EVENT, dataset.id(), dataset.id());
          handle.execute(ONE_ORGANIZATION, dataset.id(), dataset.id());
          return true;
        });
  }

  /** Hands over a version's rows. */
  @FunctionalInterface
  public interface Content {
    /** Gives every row to its sink. */
    void write(Sink<PairContent> pairs, Sink<FeedbackContent> feedback);
  }

  /** Takes rows. */
  public interface Sink<T> extends AutoCloseable {
    /** Takes one. */
    void add(T row);

    @Override
    void close();
  }

  private static Sink<PairContent> pairs(Handle handle, UUID dataset) {
    return new Batched<>(
        handle.prepareBatch(
            """
            insert into prefmill.preference_pairs (dataset_id, id, query, chosen_response,
              rejected_response, preference_strength, context_documents, annotation_notes)
            values (?, ?, ?, ?, ?, ?, cast(? as jsonb), ?)
            """),
        (batch, p) ->
            batch.add(
                dataset,
                p.id(),
                PostgresText.of(p.query()),
                PostgresText.of(p.chosen()),
                PostgresText.of(p.rejected()),
                p.strength(),
                json(p.documents()),
                p.notes()));
  }

  private static Sink<FeedbackContent> feedback(Handle handle, UUID dataset) {
    return new Batched<>(
        handle.prepareBatch(
            """
            insert into prefmill.rlhf_feedback (dataset_id, id, session_hash, query, response,
              feedback_type, feedback_value, organization, created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """),
        (batch, f) ->
            batch.add(
                dataset,
                PostgresText.of(f.id()),
                f.session(),
                PostgresText.of(f.query()),
                PostgresText.of(f.response()),
                f.type(),
                PostgresText.of(f.value()),
                PostgresText.of(f.organization()),
                f.createdAt()));
  }

  private static String json(List<String> documents) {
    try {
      return JSON.writeValueAsString(documents.stream().map(PostgresText::of).toList());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts are no JSON", e);
    }
  }

  private record Batched<T>(PreparedBatch batch, Adder<T> adder) implements Sink<T> {
    @Override
    public void add(T row) {
      adder.add(batch, row);
      if (batch.size() >= BATCH) {
        batch.execute();
      }
    }

    @Override
    public void close() {
      if (batch.size() > 0) {
        batch.execute();
      }
      batch.close();
    }
  }

  @FunctionalInterface
  private interface Adder<T> {
    void add(PreparedBatch batch, T row);
  }
}

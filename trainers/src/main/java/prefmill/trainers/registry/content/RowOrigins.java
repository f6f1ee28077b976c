package prefmill.trainers.registry.content;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import prefmill.datasets.lineage.RowEvents;
import prefmill.trainers.registry.LongStatements;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.entry.RegisteredDataset;

/**
 * The table {@code dataset_rows}: the ids of a version's rows and of the events that they rest on,
 * for the newest version of each dataset and for every one that a training was wanted on.
 */
public final class RowOrigins {
  private static final int BATCH = 1_000;

  private final Jdbi jdbi;

  private RowOrigins(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The rows of a registry. */
  public static RowOrigins of(Registry registry) {
    return new RowOrigins(registry.jdbi());
  }

  /** Whether a version's rows are in the table. */
  public boolean holds(RegisteredDataset dataset) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select exists (select 1 from prefmill.dataset_rows where dataset_id = :id)")
                .bind("id", dataset.id())
                .mapTo(Boolean.class)
                .one());
  }

  /** Enters a version's rows and lets go of older ones that nothing was trained on; all or none. */
  public void enter(RegisteredDataset dataset, List<RowEvents> rows) {
    jdbi.useTransaction(
        handle -> {
          LongStatements.allow(handle);
          handle.execute(
              """
              delete from prefmill.dataset_rows where dataset_id in (
                select d.id from prefmill.training_datasets d
                where d.name = ? and d.version < ?
                  and not exists (select 1 from prefmill.fine_tuning_jobs j where j.dataset_id = d.id))
              """,
              dataset.name(),
              dataset.version());
          insert(handle, dataset, rows);
        });
  }

  private static void insert(Handle handle, RegisteredDataset dataset, List<RowEvents> rows) {
    try (PreparedBatch batch =
        handle.prepareBatch(
            """
            insert into prefmill.dataset_rows (dataset_id, config, split, row_id, event_ids)
            values (?, ?, ?, ?, ?) on conflict do nothing
            """)) {
      for (RowEvents row : rows) {
        String[] events = row.events().stream().map(PostgresText::of).toArray(String[]::new);
        batch.add(dataset.id(), row.config().label(), row.split().label(), row.rowId(), events);
        if (batch.size() == BATCH) {
          batch.execute();
        }
      }
      if (batch.size() > 0) {
        batch.execute();
      }
    }
  }
}

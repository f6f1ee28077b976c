package prefmill.trainers.registry;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import prefmill.trainers.registry.entry.PublishedDataset;
import prefmill.trainers.registry.entry.RegisteredDataset;

/** The table {@code training_datasets}: one row for each published version. */
public final class DatasetRows {
  private final Jdbi jdbi;

  DatasetRows(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Enters a published version; entering it again changes nothing and returns the same row.
   *
   * @throws RegistryException if this name and version stand in the registry with another content
   */
  public RegisteredDataset register(PublishedDataset dataset) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into prefmill.training_datasets
                      (name, version, dataset_type, sample_count, row_counts, export_url, content_hash)
                    values (:name, :version, :type, :samples, cast(:rows as jsonb), :url, :hash)
                    on conflict (name, version) do nothing
                    """)
                .bind("name", dataset.name())
                .bind("version", dataset.version())
                .bind("type", dataset.type().column())
                .bind("samples", dataset.sampleCount())
                .bind("rows", JsonColumns.text(dataset.rowCounts()))
                .bind("url", dataset.exportUrl())
                .bind("hash", dataset.contentHash())
                .execute());
    RegisteredDataset row =
        find(dataset.name(), dataset.version())
            .orElseThrow(() -> new IllegalStateException("the row just entered is not there"));
    if (!row.contentHash().equals(dataset.contentHash())) {
      throw new RegistryException(
          "%s@%d is in the registry with content %.8s and in the store with content %.8s: this store and this registry do not belong together"
              .formatted(
                  dataset.name(), dataset.version(), row.contentHash(), dataset.contentHash()));
    }
    return row;
  }

  /**
   * Marks versions withdrawn that the store withdrew; those that are not in the registry are passed
   * over.
   *
   * @return how many were not marked before
   */
  public int withdraw(String name, Collection<Integer> versions) {
    return jdbi.inTransaction(
        handle ->
            handle
                .createUpdate(
                    """
                    update prefmill.training_datasets set status = 'withdrawn'
                    where name = :name and version = any(:versions) and status <> 'withdrawn'
                    """)
                .bind("name", name)
                .bindArray("versions", Integer.class, List.copyOf(versions))
                .execute());
  }

  /** One version of a dataset. */
  public Optional<RegisteredDataset> find(String name, int version) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from prefmill.training_datasets where name = :name and version = :version")
                .bind("name", name)
                .bind("version", version)
                .mapTo(RegisteredDataset.class)
                .findOne());
  }

  /** All versions of all datasets, by name, the newest version first. */
  public List<RegisteredDataset> list() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from prefmill.training_datasets order by name, version desc")
                .mapTo(RegisteredDataset.class)
                .list());
  }
}

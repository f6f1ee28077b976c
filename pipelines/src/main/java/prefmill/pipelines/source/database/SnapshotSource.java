package prefmill.pipelines.source.database;

import java.sql.Connection;
import org.postgresql.ds.PGSimpleDataSource;

/** Gives connections that are in a snapshot already. */
public final class SnapshotSource extends PGSimpleDataSource {
  private static final long serialVersionUID = 1L;

  private final Database database;
  private final ExportedSnapshot snapshot;

  private SnapshotSource(Database database, ExportedSnapshot snapshot) {
    this.database = database;
    this.snapshot = snapshot;
  }

  /** Connections to a database in a snapshot that another connection holds. */
  public static SnapshotSource of(Database database, ExportedSnapshot snapshot) {
    return new SnapshotSource(database, snapshot);
  }

  /**
   * A connection in the snapshot, for one transaction only.
   *
   * @throws prefmill.pipelines.source.SourceException if the database cannot be reached or the
   *     snapshot is gone
   */
  @Override
  public Connection getConnection() {
    return HeldSnapshot.join(database, snapshot).connection();
  }
}

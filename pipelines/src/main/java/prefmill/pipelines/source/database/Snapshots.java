package prefmill.pipelines.source.database;

import java.util.HashMap;
import java.util.Map;

/**
 * The snapshots of one run: all its sources on one database read the same state of it. They last
 * until this is closed, which is when the run's job has ended.
 */
public final class Snapshots implements AutoCloseable {
  private final Map<String, ExportedSnapshot> exported = new HashMap<>();
  private final Map<Login, HeldSnapshot> held = new HashMap<>();

  private record Login(String url, String user) {}

  private Snapshots() {}

  /** None yet: each is taken when a source first asks for it. */
  public static Snapshots open() {
    return new Snapshots();
  }

  /**
   * The snapshot of a database, read with the rights of the source's user; not to be closed.
   *
   * @throws prefmill.pipelines.source.SourceException if the database does not give it
   */
  public HeldSnapshot of(Database database) {
    String url = database.source().url();
    HeldSnapshot snapshot =
        held.computeIfAbsent(
            new Login(url, database.source().user()),
            login ->
                exported.containsKey(url)
                    ? HeldSnapshot.join(database, exported.get(url))
                    : HeldSnapshot.take(database));
    exported.putIfAbsent(url, snapshot.exported());
    return snapshot;
  }

  @Override
  public void close() {
    held.values().forEach(HeldSnapshot::close);
    held.clear();
    exported.clear();
  }
}

package prefmill.pipelines.source.database;

import java.io.Serializable;

/**
 * One state of a database that any number of connections can read.
 *
 * @param id by which Postgres lets others join it, for as long as its transaction lasts
 * @param transactions which transactions it sees, as Postgres writes it: the oldest that had not
 *     ended, the next to begin, and those between them that had not ended
 * @param origin the server, its timeline (which a failover or a restored backup changes) and the
 *     database, within which transactions are counted; empty if the server does not tell
 */
public record ExportedSnapshot(String id, String transactions, String origin)
    implements Serializable {
  /** The oldest transaction that had not ended: all before it had committed or failed. */
  public long oldest() {
    return oldest(transactions);
  }

  /** The next transaction to begin: none from it on is seen. */
  public long next() {
    return Long.parseLong(transactions.split(":", -1)[1]);
  }

  /** The oldest transaction that had not ended in a snapshot as Postgres writes it. */
  public static long oldest(String transactions) {
    return Long.parseLong(transactions.split(":", -1)[0]);
  }
}

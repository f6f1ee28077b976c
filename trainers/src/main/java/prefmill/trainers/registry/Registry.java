package prefmill.trainers.registry;

import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.transaction.SerializableTransactionRunner;
import prefmill.trainers.registry.entry.LastTraining;
import prefmill.trainers.registry.entry.RegisteredAdapter;
import prefmill.trainers.registry.entry.RegisteredDataset;

/**
 * The record of what was trained on what, in the schema {@code prefmill} of a Postgres database (15
 * or newer).
 *
 * <p>Holds no connection between calls, so there is nothing to close; safe for use by several
 * threads and processes. A transaction that meets another in a deadlock is repeated; a server that
 * falls silent ends a call with an exception within seconds. Every table and state:
 * docs/registry.md.
 */
public final class Registry {
  private static final String DEADLOCK_DETECTED = "40P01";

  private final Jdbi jdbi;

  private Registry(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Connects and brings the schema up to date.
   *
   * @param url {@code jdbc:postgresql://host:port/database}
   * @param user null where the URL names the user
   * @param password null where none is asked for, or where the URL or a password file has it
   * @throws RegistryException if the database cannot be reached, refuses the user, is too old or
   *     was written by another version of Prefmill
   */
  public static Registry open(String url, String user, String password) {
    RegistryAddress address = RegistryAddress.of(url, user, password);
    Migrations.run(address);
    Jdbi jdbi = Jdbi.create(address::connect);
    repeatDeadlocked(jdbi);
    jdbi.registerColumnMapper(JsonColumns.OBJECT, JsonColumns::object);
    jdbi.registerColumnMapper(JsonColumns.ROW_COUNTS, JsonColumns::rowCounts);
    jdbi.registerRowMapper(ConstructorMapper.factory(RegisteredDataset.class));
    jdbi.registerRowMapper(ConstructorMapper.factory(RegisteredAdapter.class));
    jdbi.registerRowMapper(ConstructorMapper.factory(LastTraining.class));
    return new Registry(jdbi);
  }

  // Who moves a status holds its row and waits for the audit log; who moves several may meet
  // another who came the other way. Postgres ends one of them, which had done nothing yet.
  private static void repeatDeadlocked(Jdbi jdbi) {
    jdbi.setTransactionHandler(new SerializableTransactionRunner());
    jdbi.getConfig(SerializableTransactionRunner.Configuration.class)
        .setSerializationFailureSqlState(DEADLOCK_DETECTED);
  }

  /** The published dataset versions. */
  public DatasetRows datasets() {
    return new DatasetRows(jdbi);
  }

  /** The trained adapters. */
  public AdapterRows adapters() {
    return new AdapterRows(jdbi);
  }

  /** The database, for the tables that other packages of this module own. */
  public Jdbi jdbi() {
    return jdbi;
  }
}

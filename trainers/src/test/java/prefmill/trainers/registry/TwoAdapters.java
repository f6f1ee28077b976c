package prefmill.trainers.registry;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.BeforeEach;
import prefmill.trainers.registry.entry.RegisteredAdapter;
import prefmill.trainers.registry.entry.RegisteredDataset;

/** Tests of a registry with two adapters of one version, past the registry's own code. */
public abstract class TwoAdapters {
  private final TestDatabase database = TestDatabase.create();
  protected final Jdbi sql = database.sql();
  protected RegisteredAdapter first;
  protected RegisteredAdapter second;

  @BeforeEach
  void trainTwoAdapters() {
    Registry registry = database.registry();
    RegisteredDataset dataset = registry.datasets().register(Fixtures.version(1, 'a'));
    first = Fixtures.train(registry, dataset, '1');
    second = Fixtures.train(registry, dataset, '2');
  }

  protected UUID evaluate(RegisteredAdapter adapter, String decision) {
    return evaluate(adapter, null, decision);
  }

  protected UUID evaluate(RegisteredAdapter adapter, RegisteredAdapter against, String decision) {
    return Fixtures.evaluate(sql, adapter, against, decision);
  }

  protected void promote(RegisteredAdapter from, RegisteredAdapter to, UUID evidence) {
    Fixtures.promote(sql, from, to, evidence);
  }

  protected List<String> live() {
    return column("select model_id from prefmill.live_adapters where alias = 'prod'");
  }

  protected void run(String statement) {
    sql.useHandle(handle -> handle.execute(statement));
  }

  protected List<String> column(String query) {
    return sql.withHandle(handle -> handle.createQuery(query).mapTo(String.class).list());
  }

  protected static String refusal(Runnable statement) {
    return assertThrows(JdbiException.class, statement::run).getMessage();
  }
}

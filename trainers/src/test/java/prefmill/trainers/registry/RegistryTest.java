package prefmill.trainers.registry;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static prefmill.trainers.registry.Fixtures.version;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import prefmill.trainers.registry.entry.RegisteredDataset;

class RegistryTest {
  private final TestDatabase database = TestDatabase.create();

  @Test
  void isTestedOnTheServerThatWasAskedFor() {
    String version =
        database
            .sql()
            .withHandle(
                handle -> handle.createQuery("show server_version").mapTo(String.class).one());
    assertThat(version, startsWith(System.getProperty("prefmill.postgres", "16") + "."));
  }

  @Test
  void entersVersionOnceHoweverOftenItIsEntered() {
    Registry registry = database.registry();
    RegisteredDataset first = registry.datasets().register(version(1, 'a'));
    assertThat(registry.datasets().register(version(1, 'a')), equalTo(first));
    assertThat(registry.datasets().list(), contains(first));
    assertThat(first.sampleCount(), is(100L));
    assertThat(first.rowCounts(), equalTo(version(1, 'a').rowCounts()));
  }

  @Test
  void entersTwoVersionsWithOneContent() {
    Registry registry = database.registry();
    RegisteredDataset first = registry.datasets().register(version(1, 'a'));
    RegisteredDataset second = registry.datasets().register(version(2, 'a'));
    assertThat(registry.datasets().list(), contains(second, first));
    assertThat(registry.datasets().find("support", 3), is(Optional.empty()));
  }

  @Test
  void refusesOtherContentUnderTheSameVersion() {
    Registry registry = database.registry();
    registry.datasets().register(version(1, 'a'));
    RegistryException refusal =
        assertThrows(RegistryException.class, () -> registry.datasets().register(version(1, 'b')));
    assertThat(
        refusal.getMessage(), allOf(containsString("support@1"), containsString("aaaaaaaa")));
  }

  @Test
  void leavesTablesOfTheSameNamesInPublicAlone() {
    database
        .sql()
        .useHandle(
            handle -> {
              handle.execute("create table public.training_datasets (mine int)");
              handle.execute("create table public.fine_tuning_jobs (mine int)");
              handle.execute("create table public.rlhf_feedback (mine int)");
              handle.execute("insert into public.training_datasets values (7)");
            });
    database.registry().datasets().register(version(1, 'a'));
    assertThat(
        database
            .sql()
            .withHandle(
                handle ->
                    handle
                        .createQuery("select mine from public.training_datasets")
                        .mapTo(Integer.class)
                        .list()),
        contains(7));
  }

  @Test
  void namesThePlaceOfAnUnreachableDatabaseAndNoPassword() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    String message =
        refusal("jdbc:postgresql://127.0.0.1:%d/registry?password=s3cret".formatted(port), null);
    assertThat(
        message,
        allOf(
            containsString("127.0.0.1:%d/registry cannot be reached".formatted(port)),
            not(containsString("s3cret"))));
  }

  @Test
  void namesAMissingDatabase() {
    assertThat(
        refusal(
            "jdbc:postgresql://127.0.0.1:%d/nowhere".formatted(TestDatabase.port()), "postgres"),
        containsString("/nowhere does not exist"));
  }

  @Test
  void namesARefusedUser() {
    assertThat(
        refusal("jdbc:postgresql://127.0.0.1:%d/postgres".formatted(TestDatabase.port()), "nobody"),
        containsString("refuses the user or the password"));
  }

  @Test
  void namesAnAddressThatIsNone() {
    assertThat(refusal("mysql://here", null), containsString("registry.url"));
  }

  @Test
  void namesAMissingRight() {
    database.sql().useHandle(handle -> handle.execute("create role reader_only login"));
    String url = database.url().replaceAll("user=\\w+", "user=reader_only");
    assertThat(refusal(url, null), containsString("right to create the schema"));
    database.sql().useHandle(handle -> handle.execute("drop role reader_only"));
  }

  @Test
  void refusesARegistryWrittenByANewerVersion() {
    Registry registry = database.registry();
    registry
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    insert into prefmill.flyway_schema_history (installed_rank, version, description,
                      type, script, checksum, installed_by, execution_time, success)
                    values (99, '99', 'later', 'SQL', 'V99__later.sql', 1, 'later', 1, true)
                    """));
    assertThat(refusal(database.url(), null), containsString("another version of prefmill"));
  }

  private static String refusal(String url, String user) {
    RegistryException refusal =
        assertThrows(RegistryException.class, () -> Registry.open(url, user, null));
    assertThat(refusal.getMessage().lines().count(), is(1L));
    return refusal.getMessage();
  }
}

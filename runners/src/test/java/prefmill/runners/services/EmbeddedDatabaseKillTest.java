package prefmill.runners.services;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that use the embedded Postgres, some of them killed. */
class EmbeddedDatabaseKillTest {
  @TempDir private static Path folder;

  @Test
  void joinsTheServerThatAKilledRunLeftAndStopsIt() throws Exception {
    Process user = start(folder, "stay");
    ready(user);
    user.destroyForcibly().waitFor();
    long server = server();
    assertThat(alive(server), is(true));
    try (EmbeddedDatabase database = EmbeddedDatabase.open(folder)) {
      assertThat(server(), is(server));
      assertThat(EmbeddedDatabaseTest.answer(database), is(42));
    }
    assertThat(ended(server), is(true));
  }

  @Test
  void recoversWhereRunAndServerWereKilled() throws Exception {
    Process user = start(folder, "stay");
    ready(user);
    long server = server();
    user.destroyForcibly().waitFor();
    ProcessHandle.of(server).orElseThrow().destroyForcibly();
    assertThat(Files.exists(folder.resolve("data/postmaster.pid")), is(true));
    try (EmbeddedDatabase database = EmbeddedDatabase.open(folder)) {
      assertThat(EmbeddedDatabaseTest.answer(database), is(42));
    }
  }

  @Test
  void processesThatStartAtOnceShareOneServerAndLeaveNone(@TempDir Path fresh) throws Exception {
    List<Process> users = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      users.add(start(fresh, "go"));
    }
    for (Process user : users) {
      String output = new String(user.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(output, user.waitFor(), is(0));
      assertThat(output, is("!"));
    }
    assertThat(Files.exists(fresh.resolve("data/postmaster.pid")), is(false));
  }

  @Test
  void runThatIsToldToEndStopsTheServer() throws Exception {
    Process user = start(folder, "stay");
    ready(user);
    long server = server();
    user.destroy();
    user.waitFor();
    assertThat(ended(server), is(true));
  }

  private static Process start(Path folder, String mode) throws Exception {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            User.class.getName(),
            folder.toString(),
            mode)
        .redirectErrorStream(true)
        .start();
  }

  private static void ready(Process user) throws Exception {
    int first = user.getInputStream().read();
    if (first != '!') {
      byte[] rest = user.getInputStream().readAllBytes();
      throw new AssertionError((char) first + new String(rest, StandardCharsets.UTF_8));
    }
  }

  private static long server() throws Exception {
    return new PostgresFolder(folder).pid().orElseThrow();
  }

  private static boolean alive(long pid) {
    return ProcessHandle.of(pid).isPresent();
  }

  private static boolean ended(long pid) throws Exception {
    return ProcessHandle.of(pid).isEmpty()
        || ProcessHandle.of(pid).get().onExit().get(10, TimeUnit.SECONDS) != null;
  }

  /** Opens the database in a process of its own, and stays or goes. */
  static final class User {
    private User() {}

    public static void main(String[] args) throws Exception {
      try (EmbeddedDatabase database = EmbeddedDatabase.open(Path.of(args[0]))) {
        database.createDatabaseIfAbsent("app");
        EmbeddedDatabaseTest.run(
            database, "create table if not exists kept as select 42 as answer");
        System.out.print('!');
        System.out.flush();
        if (args[1].equals("stay")) {
          Thread.sleep(60_000);
        }
      }
    }
  }
}

package prefmill.trainers.registry;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MigrationRaceTest {
  @Test
  void processesThatStartAtOnceMigrateOnceAndQuietly() throws Exception {
    TestDatabase database = TestDatabase.create();
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(start(database.url()));
    }
    for (Process process : processes) {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(output, process.waitFor(), is(0));
      assertThat(output.lines().toList(), contains(containsString("0 versions")));
    }
    assertThat(
        database
            .sql()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "select count(*) from prefmill.flyway_schema_history where version = '1'")
                        .mapTo(Integer.class)
                        .one()),
        is(1));
  }

  private static Process start(String url) throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            Opener.class.getName(),
            url)
        .redirectErrorStream(true)
        .start();
  }

  /** Opens the registry in a process of its own. */
  static final class Opener {
    private Opener() {}

    public static void main(String[] args) {
      Registry registry = Registry.open(args[0], null, null);
      System.out.println(registry.datasets().list().size() + " versions");
    }
  }
}

package prefmill.runners.services;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the programs of Postgres.
 *
 * <p>Postgres refuses to run as root; there it runs in a user namespace of its own, where the same
 * user has no privileges.
 */
record PostgresCommand(Path binaries, Path log) {

  /**
   * Runs a program to its end, its output into the log.
   *
   * @return its exit code
   */
  int run(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (LinuxUtils.isUnshareAvailable()) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(binaries.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    // What the user has set for a database of their own does not concern this one.
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Process process = builder.start();
    process.getOutputStream().close();
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + program, e);
    }
  }

  /** A failure's sentence, with the last that the programs had to say. */
  IOException failure(String what) throws IOException {
    String last =
        Files.readAllLines(log).stream()
            .filter(line -> line.contains("FATAL") || line.contains("rror"))
            .reduce((earlier, later) -> later)
            .orElse("no reason given");
    return new IOException(
        "the embedded Postgres %s (%s): see %s, or set registry.url to a Postgres of your own"
            .formatted(what, last.strip(), log));
  }
}

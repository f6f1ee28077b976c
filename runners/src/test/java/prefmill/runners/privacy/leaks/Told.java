package prefmill.runners.privacy.leaks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import prefmill.runners.cli.Invocation;
import prefmill.runners.cli.PolicyFolder;

/** All that commands write on stdout and stderr, and what libraries print past them. */
final class Told {
  private final PolicyFolder folder;
  private final Map<String, String> told = new LinkedHashMap<>();

  Told(PolicyFolder folder) {
    this.folder = folder;
  }

  /** Runs a command in this process. */
  Invocation run(String... command) {
    return of(folder.config(), command);
  }

  /** Runs a command on another policy; empty words do not count. */
  Invocation of(Path policy, String... words) {
    List<String> command = new ArrayList<>(List.of(words));
    command.removeIf(String::isEmpty);
    command.addAll(List.of("--config", policy.toString()));
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (PrintStream both = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(both);
      System.setErr(both);
      Invocation run = Invocation.of(command.toArray(String[]::new));
      keep(command, "stdout", run.out());
      keep(command, "stderr", run.err());
      return run;
    } finally {
      System.setOut(out);
      System.setErr(err);
      keep(command, "log", printed.toString(StandardCharsets.UTF_8));
    }
  }

  /** Runs a command in a process of its own, whose libraries log all they ever would. */
  int runLoggingAll(Path log, String... command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(ProcessHandle.current().info().command().orElseThrow());
    words.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    words.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    words.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=debug");
    words.add("-Dorg.slf4j.simpleLogger.log.prefmill=debug");
    words.add("prefmill.runners.Prefmill");
    words.addAll(List.of(command));
    words.addAll(List.of("--config", folder.config().toString()));
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start()
        .waitFor();
  }

  /** Searches what was told. */
  void search(LeakSearch search) {
    told.forEach(search::text);
  }

  private void keep(List<String> command, String channel, String text) {
    told.merge(channel + " of " + command.get(0), text, String::concat);
  }
}

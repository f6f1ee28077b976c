package prefmill.runners.faults.kill;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import prefmill.runners.bench.GenerateEvents;
import prefmill.runners.cli.Invocation;
import prefmill.runners.cli.OwnJvm;
import prefmill.runners.cli.PolicyFolder;

/** A project whose events, their order, their files and the runner a seed decides. */
public record SeededProject(PolicyFolder folder, long seed) {
  private static final int EVENTS = 300;

  /** A project in a folder; the same seed gives the same input. */
  public static SeededProject in(Path path, long seed) throws IOException {
    SeededProject project = new SeededProject(PolicyFolder.of(path, List.of()), seed);
    Files.delete(path.resolve("events/a.jsonl"));
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>(events(path, seed));
    lines.addAll(lines.subList(0, random.nextInt(20)));
    lines.addAll(List.of("{\"prompt\":", "no event", "{\"event_id\":\"e\"}"));
    Collections.shuffle(lines, random);
    int files = 1 + random.nextInt(3);
    for (int i = 0; i < files; i++) {
      project.arrives(
          i + ".jsonl", lines.subList(lines.size() * i / files, lines.size() * (i + 1) / files));
    }
    return project;
  }

  /** Events of a seed, a line each. */
  public static List<String> events(Path scratch, long seed) throws IOException {
    Path file = scratch.resolve("generated");
    GenerateEvents.write(EVENTS, file, seed);
    List<String> lines = Files.readAllLines(file);
    Files.delete(file);
    return lines;
  }

  /** Lets a file of events arrive. */
  public void arrives(String file, List<String> lines) throws IOException {
    Files.write(folder.path().resolve("events").resolve(file), lines);
  }

  /** The words of a command on this project. */
  public String[] words(String... command) {
    Stream<String> run =
        List.of("build", "ingest").contains(command[0])
            ? Stream.of("--json", "--runner", seed % 2 == 0 ? "direct" : "flink")
            : Stream.of("--json");
    Stream<String> config = Stream.of("--config", folder.config().toString());
    return Stream.of(Stream.of(command), run, config).flatMap(w -> w).toArray(String[]::new);
  }

  /** Runs a command, which must end well; returns what it said. */
  public JsonNode run(String... command) {
    Invocation run = Invocation.of(words(command));
    assertThat(run.err(), run.exitCode(), is(0));
    return run.json();
  }

  /** Runs a command in a JVM of its own, which must halt at the failpoint. */
  public void killedAt(String failpoint, String... command) throws Exception {
    OwnJvm.killedAt(failpoint, words(command));
  }

  /** Removes what nothing refers to; returns the names of what is left. */
  public List<String> cleanedUp() throws IOException {
    run("dataset", "gc", "--grace", "0");
    return StoreFiles.of(folder.store());
  }
}

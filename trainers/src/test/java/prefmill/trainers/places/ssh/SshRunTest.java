package prefmill.trainers.places.ssh;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.trainers.environment.ExternalBackend;
import prefmill.trainers.environment.TrainerEnvironment;
import prefmill.trainers.places.Place;
import prefmill.trainers.places.PlacedProgram;
import prefmill.trainers.places.PlacedRun;
import prefmill.trainers.places.WaitingProgram;
import prefmill.trainers.training.TrainingException;

/** The life of a program on a host: taken over by the next attempt, refused to the stale one. */
@Tag("python")
@Tag("sshd")
class SshRunTest {
  @TempDir Path folder;
  private SshServer server;

  @BeforeEach
  void begin() throws Exception {
    server = SshServer.start(Files.createDirectories(folder.resolve("sshd")));
  }

  @AfterEach
  void end() throws Exception {
    server.close();
  }

  @Test
  void isGoneOnWithByTheNextAttemptAndRefusedToTheStaleOne() throws Exception {
    PlacedRun stale = place("user", root(), python()).start(program("first", WaitingProgram.TEXT));
    String started = stale.nextLine().orElseThrow();
    SshServer.clients().forEach(ProcessHandle::destroyForcibly);

    PlacedProgram second = program("second", WaitingProgram.TEXT);
    try (PlacedRun next = place("user", root(), python()).start(second)) {
      assertThat("the same process", next.nextLine().orElseThrow(), is(started));
      assertThat(
          assertThrows(TrainingException.class, stale::nextLine).getMessage(),
          containsString("taken over"));
      stale.close();
      stale.discard();
      Files.createFile(runs().get(0).resolve("go"));
      assertThat(next.nextLine(), is(Optional.of("{\"event\": \"done\"}")));
      assertThat(next.nextLine(), is(Optional.empty()));
      assertThat(next.exitCode(), is(0));
      assertThat(Files.readString(second.file("output/adapter_config.json")), is("whole"));
    }

    PlacedProgram third = program("third", WaitingProgram.TEXT);
    try (PlacedRun finished = place("user", root(), python()).start(third)) {
      assertThat("fetched, not run again", finished.nextLine().orElseThrow(), is(started));
      assertThat(finished.exitCode(), is(0));
      finished.discard();
    }
    assertThat(runs(), is(List.of()));
  }

  @Test
  void endsAGroupThatDoesNotListen() throws Exception {
    String deaf =
        """
        import child, os, signal, subprocess, time
        def main(request):
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            subprocess.Popen(["sleep", "654321"])
            child.say("start")
            time.sleep(600)
        """;
    long began;
    try (PlacedRun run = place("user", root(), python()).start(program("deaf", deaf))) {
      assertThat(run.nextLine().isPresent(), is(true));
      began = System.nanoTime();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began).toSeconds() < 10, is(true));
    assertThat(
        ProcessHandle.allProcesses()
            .anyMatch(handle -> handle.info().commandLine().orElse("").contains("654321")),
        is(false));
  }

  @Test
  void endsByItselfAfterItsTimeAlthoughNobodyFollows() throws Exception {
    String deaf =
        """
        import child, signal, time
        def main(request):
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            child.say("start")
            time.sleep(234567)
        """;
    Optional<Duration> longest = Optional.of(Duration.ofSeconds(3));
    SshHost host = server.host("user", Path.of(root()), python(), longest);
    Place limited = SshPlace.of(host, server.client(), Duration.ofSeconds(20));
    PlacedRun left = limited.start(program("left", deaf));
    assertThat(left.nextLine().isPresent(), is(true));
    assertThat(processes(), is(not(empty())));
    server.cut();
    long began = System.nanoTime();
    while (!processes().isEmpty() && System.nanoTime() - began < 30_000_000_000L) {
      Thread.sleep(200);
    }
    assertThat(processes(), is(empty()));
    server.begin();
    try (PlacedRun next = limited.start(program("next", WaitingProgram.TEXT))) {
      assertThat("begun anew", next.nextLine().orElseThrow(), containsString("\"pid\""));
    }
  }

  private List<String> processes() {
    return ProcessHandle.allProcesses()
        .map(handle -> handle.info().commandLine().orElse(""))
        .filter(line -> line.contains(root()))
        .toList();
  }

  @Test
  void saysInOneSentenceWhatIsWrong() throws Exception {
    assertFault("stranger", root(), python(), "127.0.0.1 refuses the login");
    assertFault("user", root(), "/no/python", "127.0.0.1 has no Python at /no/python");
    assertFault(
        "user", root(), "/bin/true", "/bin/true on 127.0.0.1 cannot train with mlx (it does not");
    assertFault("user", "/proc/prefmill", python(), "cannot be written to on 127.0.0.1");
    PlacedProgram large = program("large", WaitingProgram.TEXT);
    Files.write(large.file("model/model.safetensors"), new byte[3 << 20]);
    assertThat(
        assertThrows(
                TrainingException.class,
                () -> place("user", server.small().toString(), python()).start(large))
            .getMessage(),
        containsString("the run needs 4 MB more"));
    server.know("");
    assertFault("user", root(), python(), "The host key of 127.0.0.1 is not in known_hosts");
    server.know("other");
    assertFault("user", root(), python(), "shows another host key than the one in known_hosts");
    server.cut();
    assertFault("user", root(), python(), "127.0.0.1 cannot be reached by ssh (");
  }

  private void assertFault(String key, String root, String python, String sentence)
      throws IOException {
    PlacedProgram program = program("faulty", WaitingProgram.TEXT);
    TrainingException fault =
        assertThrows(TrainingException.class, () -> place(key, root, python).start(program));
    assertThat(fault.getMessage(), containsString(sentence));
  }

  private Place place(String key, String root, String python) {
    return SshPlace.of(
        server.host(key, Path.of(root), python), server.client(), Duration.ofSeconds(20));
  }

  private PlacedProgram program(String name, String main) throws IOException {
    Path work = folder.resolve("work-" + name);
    Files.createDirectories(work.resolve("model"));
    Files.createDirectories(work.resolve("output"));
    for (String file : List.of("run_trainer.py", "child.py")) {
      Files.writeString(work.resolve(file), TrainerEnvironment.resource(file));
    }
    Files.writeString(work.resolve("mlx_train.py"), main);
    Files.writeString(work.resolve("rows.jsonl"), "{}\n");
    Files.writeString(work.resolve("model/config.json"), "{}");
    Files.writeString(
        work.resolve("request.json"),
        "{\"model\": \"model\", \"rows\": \"rows.jsonl\", \"output\": \"output\", \"start\": null}");
    return new PlacedProgram("key", ExternalBackend.MLX, work);
  }

  private String root() {
    return server.home().resolve("prefmill").toString();
  }

  private List<Path> runs() throws IOException {
    try (Stream<Path> runs = Files.list(Path.of(root(), "runs"))) {
      return runs.toList();
    }
  }

  private static String python() {
    return System.getProperty("prefmill.python.mlx");
  }
}

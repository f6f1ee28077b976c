package prefmill.trainers.places.remote;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import prefmill.trainers.training.TrainingException;

/**
 * Calls to another machine. The first must succeed at once, since a wrong name or key is told best
 * before anything else; from then on a connection that fails is made anew, with growing pauses.
 */
public final class RemoteCalls {
  private final RemoteShell shell;
  private final Path scratch;
  private final Duration patience;
  private boolean reached;

  /**
   * Calls through a shell.
   *
   * @param scratch a folder for what is sent and heard
   * @param patience how long connections may fail
   */
  public RemoteCalls(RemoteShell shell, Path scratch, Duration patience) {
    this.shell = shell;
    this.scratch = scratch;
    this.patience = patience;
  }

  /** The way to the other machine. */
  public RemoteShell shell() {
    return shell;
  }

  /** A folder for what is sent and heard. */
  public Path scratch() {
    return scratch;
  }

  /** Pauses between tries. */
  public Backoff backoff() {
    return new Backoff(shell, patience);
  }

  /** The same, that gives up after another time. */
  public RemoteCalls within(Duration time) {
    RemoteCalls calls = new RemoteCalls(shell, scratch, time);
    calls.reached = true;
    return calls;
  }

  /** Runs a command with a text on its stdin and returns the lines of its stdout. */
  public List<String> ask(List<String> words, String stdin)
      throws IOException, InterruptedException {
    Path sent = Files.createTempFile(scratch, "sent", null);
    Path heard = Files.createTempFile(scratch, "heard", null);
    try {
      Files.writeString(sent, stdin);
      ProcessBuilder call =
          new ProcessBuilder(shell.command(words))
              .redirectInput(sent.toFile())
              .redirectOutput(heard.toFile());
      run(List.of(call), 0);
      return Files.readAllLines(heard);
    } finally {
      Files.deleteIfExists(sent);
      Files.deleteIfExists(heard);
    }
  }

  /**
   * Sends files of a folder, links followed, as a tar; returns the lines of its stdout, none if the
   * connection failed on the way.
   */
  List<String> send(Path folder, List<String> names, List<String> words)
      throws IOException, InterruptedException {
    Path heard = Files.createTempFile(scratch, "heard", null);
    try {
      List<String> tar = new ArrayList<>(List.of("tar", "-chf", "-", "-C", folder.toString()));
      tar.addAll(names);
      List<ProcessBuilder> pipeline =
          List.of(
              new ProcessBuilder(tar).redirectInput(new File("/dev/null")),
              new ProcessBuilder(shell.command(words)).redirectOutput(heard.toFile()));
      pipeline.forEach(part -> part.redirectError(ProcessBuilder.Redirect.DISCARD));
      return shell.isLost(once(pipeline, 1)) ? List.of() : Files.readAllLines(heard);
    } finally {
      Files.deleteIfExists(heard);
    }
  }

  /** Unpacks the tar that a command writes, into a folder; returns the command's exit code. */
  int fetch(List<String> words, Path folder) throws IOException, InterruptedException {
    return run(
        List.of(
            new ProcessBuilder(shell.command(words)).redirectInput(new File("/dev/null")),
            new ProcessBuilder("tar", "-xf", "-", "-C", folder.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)),
        0);
  }

  private int run(List<ProcessBuilder> pipeline, int remote)
      throws IOException, InterruptedException {
    Path errors = Files.createTempFile(scratch, "errors", null);
    try {
      pipeline.forEach(part -> part.redirectError(ProcessBuilder.Redirect.DISCARD));
      pipeline.get(remote).redirectError(errors.toFile());
      Backoff backoff = backoff();
      while (true) {
        int exitCode = once(pipeline, remote);
        if (!shell.isLost(exitCode)) {
          reached = true;
          return exitCode;
        }
        String said = Files.readString(errors);
        if (!reached) {
          throw shell.fault(said);
        }
        backoff.pause(said);
      }
    } finally {
      Files.deleteIfExists(errors);
    }
  }

  private static int once(List<ProcessBuilder> pipeline, int remote)
      throws IOException, InterruptedException {
    List<Process> processes = start(pipeline);
    try {
      for (Process process : processes) {
        process.waitFor();
      }
      return processes.get(remote).exitValue();
    } finally {
      processes.forEach(Process::destroy);
    }
  }

  private static List<Process> start(List<ProcessBuilder> pipeline) {
    try {
      return ProcessBuilder.startPipeline(pipeline);
    } catch (IOException e) {
      String programs =
          pipeline.stream().map(part -> part.command().get(0)).collect(Collectors.joining(" or "));
      throw new TrainingException(
          "%s cannot be run on this machine: install it, or put it on the path."
              .formatted(programs),
          e);
    }
  }

  /** A connection that failed stays failed: what is said to people after the last try. */
  static TrainingException gaveUp(RemoteShell shell, TrainingException last) {
    return new TrainingException(
        "%s A run that goes on at %s is followed by the next run of the same."
            .formatted(last.getMessage(), shell.name()),
        last);
  }
}

package prefmill.trainers.places.kubernetes;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import prefmill.trainers.places.PlacedProgram;
import prefmill.trainers.places.PlacedRun;
import prefmill.trainers.places.remote.Backoff;
import prefmill.trainers.places.remote.FetchedFiles;
import prefmill.trainers.places.remote.RemoteCalls;
import prefmill.trainers.places.remote.SaidLines;
import prefmill.trainers.training.TrainingException;

/**
 * A Job that goes on without us. It belongs to the token in its annotation; who holds another can
 * neither end nor fetch nor remove it.
 */
final class KubernetesRun implements PlacedRun {
  private static final Duration STOP = Duration.ofSeconds(8);
  private static final int KILLED = 137;

  private final RemoteCalls kubectl;
  private final KubernetesPlace place;
  private final PlacedProgram program;
  private final Manifests manifests;
  private final List<String> hold;
  private final List<String> ownHashes;
  private final SaidLines said;
  private final Backoff backoff;
  private final Path errors;
  private JobLog log;
  private JobState state;
  private OptionalInt exitCode = OptionalInt.empty();
  private Optional<FilesPod> files = Optional.empty();
  private boolean ours;

  /**
   * A run.
   *
   * @param hold key and token
   * @param ownHashes what goes with it
   */
  KubernetesRun(
      RemoteCalls kubectl,
      KubernetesPlace place,
      PlacedProgram program,
      Manifests manifests,
      List<String> hold,
      List<String> ownHashes)
      throws IOException {
    this.kubectl = kubectl;
    this.place = place;
    this.program = program;
    this.manifests = manifests;
    this.hold = hold;
    this.ownHashes = ownHashes;
    this.said = SaidLines.of(program);
    this.backoff = kubectl.backoff();
    this.errors = Files.createTempFile(kubectl.scratch(), "errors", null);
  }

  @Override
  public Optional<String> name() {
    return Optional.of(manifests.jobName());
  }

  @Override
  public Optional<String> nextLine() throws IOException, InterruptedException {
    while (said.isEmpty() && exitCode.isEmpty()) {
      hear();
    }
    return said.next();
  }

  // A log that ends says nothing of the Job: its state, asked for before the log, does.
  private void hear() throws IOException, InterruptedException {
    if (log == null) {
      state = requireOwn();
      List<String> words = new ArrayList<>(List.of("logs", "job/" + manifests.jobName()));
      if (!state.isOver()) {
        words.add("--follow");
      }
      log = JobLog.start(kubectl.shell().command(words), said.bytes(), errors);
    }
    for (var bytes = log.next(); bytes.isPresent(); bytes = log.next()) {
      said.take(bytes.get());
      backoff.reset();
      if (!said.isEmpty()) {
        return;
      }
    }
    log.close();
    log = null;
    if (state.isOver()) {
      exitCode = OptionalInt.of(state.phase() == JobState.Phase.SUCCEEDED ? 0 : failure());
    } else {
      Thread.sleep(KubernetesPlace.LOOK_MILLIS);
    }
  }

  /** From here on there may be a Job of ours, which closing ends. */
  void begins() {
    ours = true;
  }

  private JobState requireOwn() throws IOException, InterruptedException {
    JobState state = JobState.of(kubectl, manifests.jobName());
    if (!state.owner().equals(hold.get(1))) {
      throw lost();
    }
    return state;
  }

  private int failure() throws IOException, InterruptedException {
    List<String> words =
        List.of("get", "pods", "--selector", "job-name=" + manifests.jobName(), "--output", "json");
    return new ObjectMapper()
        .readTree(String.join("\n", kubectl.ask(words, "")))
        .findPath("terminated")
        .path("exitCode")
        .asInt(KILLED);
  }

  @Override
  public int exitCode() throws IOException, InterruptedException {
    while (nextLine().isPresent()) {
      // what nobody asked for
    }
    requireOwn();
    FilesPod pod = place.files(kubectl, manifests);
    files = Optional.of(pod);
    if (!pod.folder().ask("take", hold, "").equals("taken")
        || !FetchedFiles.fetch(pod.calls(), pod.folder().words("fetch", hold), program)) {
      throw lost();
    }
    return exitCode.getAsInt();
  }

  private TrainingException lost() {
    ours = false;
    return new TrainingException(
        "The Job %s is gone or was taken over by another attempt: run the same again, it goes on with what is there."
            .formatted(manifests.jobName()));
  }

  @Override
  public void discard() throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(hold);
    arguments.addAll(ownHashes);
    if (files.isPresent()) {
      files.get().folder().ask("remove", arguments, "");
    }
    delete(kubectl);
  }

  private void delete(RemoteCalls calls) throws IOException, InterruptedException {
    List<String> words =
        List.of("delete", "job", manifests.jobName(), "--ignore-not-found", "--wait=false");
    calls.tell(words, "");
  }

  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    try {
      if (log != null) {
        log.close();
      }
      said.close();
      if (exitCode.isEmpty() && ours) {
        stop();
      }
      if (files.isPresent()) {
        files.get().remove();
      }
      Files.deleteIfExists(errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  // Taken from ourselves first, so that nobody who takes it over meanwhile loses it.
  private void stop() throws IOException, InterruptedException {
    RemoteCalls calls = kubectl.within(STOP);
    JobState state = JobState.of(calls, manifests.jobName());
    if (state.owner().equals(hold.get(1))) {
      calls.tell(state.give(manifests.jobName(), "ended-" + hold.get(1)), "");
      delete(calls);
    }
  }
}

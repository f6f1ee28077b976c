package prefmill.trainers.places.kubernetes;

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
import prefmill.trainers.places.remote.Frames;
import prefmill.trainers.places.remote.RemoteCalls;
import prefmill.trainers.places.remote.RemoteFolder;
import prefmill.trainers.places.remote.SaidLines;
import prefmill.trainers.training.TrainingException;

/**
 * A Job that goes on without us. It belongs to the token in its annotation; who holds another can
 * neither end nor fetch nor remove it.
 *
 * <p>What it says is read from the claim, from the byte where the last connection ended: in the
 * Job's own container while that runs, in a Pod of ours afterwards. A container's log would not do,
 * since a node cuts it.
 */
final class KubernetesRun implements PlacedRun {
  private static final Duration STOP = Duration.ofSeconds(8);

  private final RemoteCalls kubectl;
  private final KubernetesPlace place;
  private final PlacedProgram program;
  private final Manifests manifests;
  private final List<String> hold;
  private final List<String> ownHashes;
  private final SaidLines said;
  private final Backoff backoff;
  private final Path errors;
  private final RemoteFolder folder;
  private Frames frames;
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
    this.folder = new RemoteFolder(kubectl, Manifests.ROOT);
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

  // A connection that ends or is silent says nothing of the Job: its state, asked for before, does.
  private void hear() throws IOException, InterruptedException {
    if (frames == null) {
      state = requireOwn();
      Kubectl shell = state.isOver() ? files().shell() : place.job(manifests);
      frames = Frames.start(shell.command(words("join", String.valueOf(said.bytes()))), errors);
    }
    Optional<Frames.Frame> frame = frames.next(place.silence());
    if (frame.isEmpty()) {
      reconnect();
      return;
    }
    backoff.reset();
    switch (frame.get().word()) {
      case "bytes" -> said.take(frame.get().bytes().array());
      case "ended" -> exitCode = OptionalInt.of(frame.get().number());
      default ->
          reconnect(); // the annotation says whose it is, and what is taken can be taken back
    }
  }

  private void reconnect() throws IOException, InterruptedException {
    frames.close();
    frames = null;
    if (state.isOver()) {
      backoff.pause(Files.readString(errors));
    } else {
      Thread.sleep(KubernetesPlace.LOOK_MILLIS);
    }
  }

  private FilesPod files() throws IOException, InterruptedException {
    if (files.isEmpty()) {
      files = Optional.of(place.files(kubectl, manifests));
    }
    return files.get();
  }

  private List<String> words(String verb, String... more) {
    List<String> arguments = new ArrayList<>(hold);
    arguments.addAll(List.of(more));
    return folder.words(verb, arguments);
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

  @Override
  public int exitCode() throws IOException, InterruptedException {
    while (nextLine().isPresent()) {
      // what nobody asked for
    }
    awaitEnd();
    FilesPod pod = files();
    if (!pod.folder().ask("take", hold, "").equals("taken")
        || !FetchedFiles.fetch(pod.calls(), words("fetch"), program)) {
      throw lost();
    }
    return exitCode.getAsInt();
  }

  // The program's end is known a moment before the Pod's, whose node may hold the claim alone.
  private void awaitEnd() throws IOException, InterruptedException {
    while (!requireOwn().isOver()) {
      Thread.sleep(KubernetesPlace.LOOK_MILLIS / 4);
    }
  }

  private TrainingException lost() {
    ours = false;
    return new TrainingException(
        "The Job %s is gone or was taken over by another attempt: run the same again, it goes on with what is there."
            .formatted(manifests.jobName()));
  }

  @Override
  public void discard() throws IOException, InterruptedException {
    if (files.isPresent()) {
      List<String> remove = words("remove", ownHashes.toArray(String[]::new));
      files.get().calls().tell(remove, "");
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
      if (frames != null) {
        frames.close();
      }
      said.close();
      Files.deleteIfExists(errors);
      if (exitCode.isEmpty() && ours) {
        stop();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      files.ifPresent(FilesPod::forget);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
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

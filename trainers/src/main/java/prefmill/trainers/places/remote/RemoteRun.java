package prefmill.trainers.places.remote;

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
import prefmill.trainers.training.TrainingException;

/**
 * A run on another machine that goes on without us.
 *
 * <p>What it says is read from the byte where the last connection ended. It belongs to one token;
 * who holds another can neither end nor fetch nor remove it.
 */
final class RemoteRun implements PlacedRun {
  private static final Duration SILENCE = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(8);
  private static final String GRACE_TENTHS = "70";

  private final RemoteCalls calls;
  private final RemoteFolder folder;
  private final PlacedProgram program;
  private final List<String> hold;
  private final List<String> ownHashes;
  private final Backoff backoff;
  private final SaidLines said;
  private final Path errors;
  private Frames frames;
  private OptionalInt exitCode = OptionalInt.empty();
  private boolean left;

  /**
   * A run.
   *
   * @param hold key and token
   * @param ownHashes what goes with it
   */
  RemoteRun(
      RemoteCalls calls,
      RemoteFolder folder,
      PlacedProgram program,
      List<String> hold,
      List<String> ownHashes)
      throws IOException {
    this.calls = calls;
    this.folder = folder;
    this.program = program;
    this.hold = hold;
    this.ownHashes = ownHashes;
    this.backoff = calls.backoff();
    this.said = SaidLines.of(program);
    this.errors = Files.createTempFile(calls.scratch(), "errors", null);
  }

  @Override
  public Optional<String> name() {
    return Optional.of(hold.get(0));
  }

  @Override
  public Optional<String> nextLine() throws IOException, InterruptedException {
    while (said.isEmpty() && exitCode.isEmpty()) {
      hear();
    }
    return said.next();
  }

  private void hear() throws IOException, InterruptedException {
    if (frames == null) {
      frames =
          Frames.start(
              calls.shell().command(words("follow", String.valueOf(said.bytes()))), errors);
    }
    Optional<Frames.Frame> frame = frames.next(SILENCE);
    if (frame.isEmpty()) {
      reconnect();
      return;
    }
    backoff.reset();
    switch (frame.get().word()) {
      case "bytes" -> said.take(frame.get().bytes().array());
      case "ended" -> exitCode = OptionalInt.of(frame.get().number());
      default -> throw lost();
    }
  }

  private void reconnect() throws IOException, InterruptedException {
    frames.close();
    frames = null;
    try {
      backoff.pause(Files.readString(errors));
    } catch (TrainingException e) {
      left = true; // it goes on there, which is better than to be ended
      throw e;
    }
  }

  @Override
  public int exitCode() throws IOException, InterruptedException {
    while (nextLine().isPresent()) {
      // what nobody asked for
    }
    if (!FetchedFiles.fetch(calls, words("fetch"), program)) {
      throw lost();
    }
    return exitCode.getAsInt();
  }

  /** Closes it without ending anything. */
  void leave() {
    left = true;
    close();
  }

  private TrainingException lost() {
    left = true;
    return new TrainingException(
        "The run on %s is gone or was taken over by another attempt: run the same again, it goes on with what is there."
            .formatted(calls.shell().name()));
  }

  @Override
  public void discard() throws IOException, InterruptedException {
    calls.tell(words("remove", ownHashes.toArray(String[]::new)), "");
  }

  private List<String> words(String verb, String... more) {
    List<String> arguments = new ArrayList<>(hold);
    arguments.addAll(List.of(more));
    return folder.words(verb, arguments);
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
      if (exitCode.isEmpty() && !left) {
        calls.within(STOP).tell(words("stop", GRACE_TENTHS), "");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

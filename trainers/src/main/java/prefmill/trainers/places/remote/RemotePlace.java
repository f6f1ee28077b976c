package prefmill.trainers.places.remote;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import prefmill.datasets.canonical.Sha256;
import prefmill.trainers.environment.ExternalBackend;
import prefmill.trainers.places.Place;
import prefmill.trainers.places.PlacedProgram;
import prefmill.trainers.places.PlacedRun;
import prefmill.trainers.places.SentFiles;
import prefmill.trainers.training.TrainingException;

/**
 * Another machine, on which a run is started so that it goes on without us.
 *
 * <p>Of one key there is at most one run there. One that goes on or has ended well is taken over;
 * one that has failed is begun anew from its last checkpoint.
 */
public final class RemotePlace implements Place {
  private static final int TRIES = 3;

  private final RemoteShell shell;
  private final String root;
  private final String python;
  private final Optional<Duration> longest;
  private final Duration patience;

  private RemotePlace(
      RemoteShell shell,
      String root,
      String python,
      Optional<Duration> longest,
      Duration patience) {
    this.shell = shell;
    this.root = root;
    this.python = python;
    this.longest = longest;
    this.patience = patience;
  }

  /**
   * A machine.
   *
   * @param root the folder there
   * @param python the interpreter there
   * @param longest after which a run there ends by itself, whoever follows it; no limit if empty
   * @param patience how long connections may fail before the run is left to itself
   */
  public static RemotePlace of(
      RemoteShell shell,
      String root,
      String python,
      Optional<Duration> longest,
      Duration patience) {
    return new RemotePlace(shell, root, python, longest, patience);
  }

  @Override
  public PlacedRun start(PlacedProgram program) throws IOException, InterruptedException {
    Path scratch = Files.createDirectories(program.file("calls"));
    RemoteCalls calls = new RemoteCalls(shell, scratch, patience);
    RemoteFolder folder = new RemoteFolder(calls, root);
    String key = Sha256.hex(program.key().getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    List<String> hold = List.of(key, UUID.randomUUID().toString());
    SentFiles files = SentFiles.of(program);
    folder.install();
    for (int attempt = 0; attempt < TRIES; attempt++) {
      String state = folder.ask("state", hold, "");
      boolean there = state.equals("running") || state.equals("ended 0");
      RemoteRun run = new RemoteRun(calls, folder, program, hold, files.ownHashes());
      if (there ? take(folder, hold, run) : begin(folder, hold, files, program, run)) {
        return run;
      }
    }
    throw new TrainingException(
        "%s has another attempt at this run that begins or ends just now: run the same again in a minute."
            .formatted(shell.name()));
  }

  private static boolean take(RemoteFolder folder, List<String> hold, RemoteRun run)
      throws IOException, InterruptedException {
    boolean taken = folder.ask("take", hold, "").equals("taken");
    if (!taken) {
      run.leave();
    }
    return taken;
  }

  private boolean begin(
      RemoteFolder folder, List<String> hold, SentFiles files, PlacedProgram program, RemoteRun run)
      throws IOException, InterruptedException {
    boolean asked = false;
    boolean started = false;
    try {
      folder.send(files, folder.check(python, program.backend()));
      List<String> words = new ArrayList<>(hold);
      words.add(String.valueOf(longest.map(time -> Math.max(1, time.toSeconds())).orElse(0L)));
      words.addAll(program.command(python));
      words.add("detached");
      asked = true;
      started = folder.ask("start", words, files.lines()).equals("started");
      return started;
    } finally {
      if (!started && asked) {
        run.close();
      } else if (!started) {
        run.leave();
      }
    }
  }

  @Override
  public String mend(ExternalBackend backend) {
    return "install into %s on %s the libraries that `%s` prints"
        .formatted(python, shell.name(), RemoteHealth.lock(backend));
  }
}

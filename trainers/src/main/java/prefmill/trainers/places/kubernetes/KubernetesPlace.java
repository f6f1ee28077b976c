package prefmill.trainers.places.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
import prefmill.trainers.places.remote.RemoteCalls;
import prefmill.trainers.places.remote.RemoteFolder;
import prefmill.trainers.places.remote.RemoteHealth;
import prefmill.trainers.training.TrainingException;

/**
 * A cluster, on which a run is a Job whose files lie on a claim.
 *
 * <p>Of one key there is at most one Job. One that goes on or has ended well is taken over; one
 * that has failed is begun anew from its last checkpoint.
 */
public final class KubernetesPlace implements Place {
  static final long LOOK_MILLIS = 2_000;

  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final Duration SILENCE = Duration.ofSeconds(60);
  private static final String PYTHON = "python";

  private final KubernetesCluster cluster;
  private final List<String> client;
  private final Duration patience;

  private KubernetesPlace(KubernetesCluster cluster, List<String> client, Duration patience) {
    this.cluster = cluster;
    this.client = client;
    this.patience = patience;
  }

  /** A cluster, with the `kubectl` on the path. */
  public static KubernetesPlace of(KubernetesCluster cluster) {
    return of(cluster, List.of("kubectl"), PATIENCE);
  }

  /**
   * A cluster, with a client of one's own.
   *
   * @param client the program and its first arguments
   * @param patience how long calls may fail before a run is left to itself; a connection that says
   *     nothing for as long, or for a minute, is made anew
   */
  static KubernetesPlace of(KubernetesCluster cluster, List<String> client, Duration patience) {
    return new KubernetesPlace(cluster, client, patience);
  }

  /** The manifests of a trainer's run, as YAML, with zeros for names that come with a run. */
  public String manifests(ExternalBackend backend) throws IOException {
    String key = "0".repeat(32);
    String token = new UUID(0, 0).toString();
    Manifests manifests = new Manifests(cluster, key, token);
    RemoteCalls none = new RemoteCalls(shell(), Files.createTempDirectory("prefmill"), patience);
    RemoteFolder folder = new RemoteFolder(none, Manifests.ROOT);
    Files.delete(none.scratch());
    return Manifests.yaml(manifests.files())
        + Manifests.yaml(manifests.job(command(folder, List.of(key, token), backend)));
  }

  @Override
  public PlacedRun start(PlacedProgram program) throws IOException, InterruptedException {
    RemoteCalls kubectl =
        new RemoteCalls(shell(), Files.createDirectories(program.file("calls")), patience);
    String key = Sha256.hex(program.key().getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    List<String> hold = List.of(key, UUID.randomUUID().toString());
    Manifests manifests = new Manifests(cluster, key, hold.get(1));
    SentFiles files = SentFiles.of(program);
    JobState state = JobState.of(kubectl, manifests.jobName());
    KubernetesRun run =
        new KubernetesRun(kubectl, this, program, manifests, hold, files.ownHashes());
    try {
      if (state.phase() == JobState.Phase.ACTIVE || state.phase() == JobState.Phase.SUCCEEDED) {
        run.begins();
        kubectl.tell(state.give(manifests.jobName(), hold.get(1)), "");
      } else {
        String job = prepare(kubectl, manifests, hold, files, program.backend());
        run.begins();
        kubectl.tell(List.of("create", "-f", "-"), job);
      }
      return run;
    } catch (IOException | InterruptedException | TrainingException e) {
      run.close();
      throw e;
    }
  }

  private String prepare(
      RemoteCalls kubectl,
      Manifests manifests,
      List<String> hold,
      SentFiles files,
      ExternalBackend backend)
      throws IOException, InterruptedException {
    kubectl.tell(
        List.of("delete", "job", manifests.jobName(), "--ignore-not-found", "--wait=true"), "");
    FilesPod pod = files(kubectl, manifests);
    RemoteFolder folder = pod.folder();
    try {
      folder.send(files, folder.check(PYTHON, backend));
      if (!folder.ask("prepare", hold, files.lines()).equals("prepared")) {
        throw new TrainingException(
            "Another attempt at this run begins just now on %s: run the same again in a minute."
                .formatted(kubectl.shell().name()));
      }
    } finally {
      pod.remove();
    }
    return Manifests.yaml(manifests.job(command(folder, hold, backend)));
  }

  FilesPod files(RemoteCalls kubectl, Manifests manifests)
      throws IOException, InterruptedException {
    return FilesPod.start(kubectl, shell(), manifests, kubectl.scratch(), patience);
  }

  /** The way into the container of a Job. */
  Kubectl job(Manifests manifests) {
    return shell().in("job/" + manifests.jobName());
  }

  /** How long a run may say nothing before its connection counts as dead. */
  Duration silence() {
    return patience.compareTo(SILENCE) < 0 ? patience : SILENCE;
  }

  private Kubectl shell() {
    return new Kubectl(cluster, client, Optional.empty());
  }

  private static List<String> command(
      RemoteFolder folder, List<String> hold, ExternalBackend backend) {
    List<String> words = new ArrayList<>(hold);
    words.addAll(PlacedProgram.command(PYTHON, backend));
    words.add("detached");
    return folder.words("work", words);
  }

  @Override
  public String mend(ExternalBackend backend) {
    return "build %s with the libraries that `%s` prints"
        .formatted(cluster.image(), RemoteHealth.lock(backend));
  }
}

package prefmill.trainers.places.kubernetes;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prefmill.trainers.places.remote.RemoteCalls;
import prefmill.trainers.places.remote.RemoteFolder;
import prefmill.trainers.training.TrainingException;

/**
 * The Pod through which files come and go. It is there only while they do, since a claim of mode
 * ReadWriteOnce can be mounted on one node at a time.
 */
final class FilesPod {
  private static final String READY_SECONDS = "600";
  private static final Duration FORGET = Duration.ofSeconds(8);

  private static final Logger LOG = LoggerFactory.getLogger(FilesPod.class);

  private final RemoteCalls kubectl;
  private final Kubectl shell;
  private final RemoteCalls calls;
  private final RemoteFolder folder;
  private final String name;

  private FilesPod(RemoteCalls kubectl, Kubectl shell, Path scratch, Duration patience, String name)
      throws IOException {
    this.kubectl = kubectl;
    this.shell = shell;
    this.calls = new RemoteCalls(shell, scratch, patience);
    this.folder = new RemoteFolder(calls, Manifests.ROOT);
    this.name = name;
  }

  /**
   * Makes it and waits until it runs; an earlier one of this attempt is taken as it is. One that
   * does not come to run is removed.
   */
  static FilesPod start(
      RemoteCalls kubectl, Kubectl shell, Manifests manifests, Path scratch, Duration patience)
      throws IOException, InterruptedException {
    String name = manifests.podName();
    FilesPod pod = new FilesPod(kubectl, shell.in(name), scratch, patience, name);
    try {
      kubectl.tell(List.of("apply", "-f", "-"), Manifests.yaml(manifests.files()));
      kubectl.tell(
          List.of(
              "wait", "pod/" + name, "--for=condition=Ready", "--timeout=" + READY_SECONDS + "s"),
          "");
      pod.folder.install();
      return pod;
    } catch (IOException | InterruptedException | RuntimeException e) {
      pod.forget();
      throw e;
    }
  }

  /** Lets it be removed soon; where that cannot be asked for, Kubernetes ends it after a day. */
  void forget() {
    boolean interrupted = Thread.interrupted();
    try {
      kubectl.within(FORGET).tell(delete("--wait=false"), "");
    } catch (IOException | TrainingException e) {
      LOG.warn("the Pod {} stays on the cluster for now: {}", name, e.getMessage());
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  Kubectl shell() {
    return shell;
  }

  RemoteCalls calls() {
    return calls;
  }

  RemoteFolder folder() {
    return folder;
  }

  void remove() throws IOException, InterruptedException {
    kubectl.tell(delete("--wait=true", "--timeout=60s"), "");
  }

  private List<String> delete(String... how) {
    List<String> words = new ArrayList<>(List.of("delete", "pod", name, "--ignore-not-found"));
    words.addAll(List.of(how));
    return words;
  }
}

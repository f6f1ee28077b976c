package prefmill.trainers.places.kubernetes;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import prefmill.trainers.places.remote.RemoteCalls;
import prefmill.trainers.places.remote.RemoteFolder;

/**
 * The Pod through which files come and go. It is there only while they do, since a claim of mode
 * ReadWriteOnce can be mounted on one node at a time.
 */
final class FilesPod {
  private static final String READY_SECONDS = "600";

  private final RemoteCalls kubectl;
  private final RemoteCalls calls;
  private final RemoteFolder folder;
  private final String name;

  private FilesPod(RemoteCalls kubectl, RemoteCalls calls, String name) throws IOException {
    this.kubectl = kubectl;
    this.calls = calls;
    this.folder = new RemoteFolder(calls, Manifests.ROOT);
    this.name = name;
  }

  /** Makes it and waits until it runs; an earlier one of this attempt is taken as it is. */
  static FilesPod start(
      RemoteCalls kubectl, Kubectl shell, Manifests manifests, Path scratch, Duration patience)
      throws IOException, InterruptedException {
    String name = manifests.podName();
    var applied = kubectl.ask(List.of("apply", "-f", "-"), Manifests.yaml(manifests.files()));
    var ready =
        kubectl.ask(
            List.of(
                "wait", "pod/" + name, "--for=condition=Ready", "--timeout=" + READY_SECONDS + "s"),
            "");
    RemoteCalls calls = new RemoteCalls(shell.in(name), scratch, patience);
    FilesPod pod = new FilesPod(kubectl, calls, name);
    pod.folder.install();
    return pod;
  }

  RemoteCalls calls() {
    return calls;
  }

  RemoteFolder folder() {
    return folder;
  }

  void remove() throws IOException, InterruptedException {
    var unused =
        kubectl.ask(
            List.of("delete", "pod", name, "--ignore-not-found", "--wait=true", "--timeout=60s"),
            "");
  }
}

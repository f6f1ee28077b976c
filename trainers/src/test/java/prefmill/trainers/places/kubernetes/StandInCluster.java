package prefmill.trainers.places.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import prefmill.trainers.TestFiles;

/**
 * A stand-in for a cluster that is not at hand: testdata/kubernetes/kubectl.py, which runs what
 * Pods would run as local processes and answers as kubectl does.
 */
final class StandInCluster implements AutoCloseable {
  private final Path folder;
  private final String python;

  private StandInCluster(Path folder, String python) {
    this.folder = folder;
    this.python = python;
  }

  /** One whose image has an interpreter as its python. */
  static StandInCluster of(Path folder, String python) throws IOException {
    for (String part : List.of("objects", "claim", "faults", "bin")) {
      Files.createDirectories(folder.resolve(part));
    }
    Path image = folder.resolve("bin/python");
    Files.writeString(image, "#!/bin/sh\nexport OMP_NUM_THREADS=1\nexec '" + python + "' \"$@\"\n");
    Files.setPosixFilePermissions(image, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new StandInCluster(folder, python);
  }

  /** The place; calls may fail, and a connection may be silent, for so long. */
  KubernetesPlace place(Duration patience) {
    KubernetesCluster cluster =
        new KubernetesCluster(
            "training", Optional.of("test"), "image", "claim", 1, "1Gi", 0, Optional.empty());
    String kubectl = TestFiles.root().resolve("testdata/kubernetes/kubectl.py").toString();
    return KubernetesPlace.of(cluster, List.of(python, kubectl, folder.toString()), patience);
  }

  /** Lets something go wrong from now on. */
  void begin(String fault) throws IOException {
    Files.writeString(folder.resolve("faults").resolve(fault), "");
  }

  /** Lets it go right again. */
  void end(String fault) throws IOException {
    Files.delete(folder.resolve("faults").resolve(fault));
  }

  /** The Jobs and Pods that are there, when what is being deleted is gone. */
  List<String> objects() throws Exception {
    for (int i = 0; i < 100 && !names("objects").isEmpty(); i++) {
      Thread.sleep(100);
    }
    return names("objects");
  }

  /** What lies in a folder of the claim. */
  List<String> claim(String name) throws IOException {
    return names("claim/" + name);
  }

  /** A folder of the claim. */
  Path path(String name) {
    return folder.resolve("claim").resolve(name);
  }

  /** The verbs that kubectl was called with, and what follows them. */
  List<String> calls() throws IOException {
    return Files.readAllLines(folder.resolve("calls"));
  }

  /** The processes that work on the claim. */
  List<String> processes() {
    String claim = folder.resolve("claim").toString();
    return ProcessHandle.allProcesses()
        .map(handle -> handle.info().commandLine().orElse(""))
        .filter(line -> line.contains(claim))
        .toList();
  }

  private List<String> names(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Ends what still runs on it, also after a test that failed. */
  @Override
  public void close() {
    ProcessHandle.allProcesses()
        .filter(h -> h.info().commandLine().filter(c -> c.contains(folder.toString())).isPresent())
        .flatMap(handle -> Stream.concat(handle.descendants(), Stream.of(handle)))
        .forEach(ProcessHandle::destroyForcibly);
  }
}

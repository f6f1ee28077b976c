package prefmill.trainers.places.remote;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import prefmill.datasets.canonical.Sha256;
import prefmill.datasets.objects.Durable;
import prefmill.trainers.environment.ExternalBackend;
import prefmill.trainers.training.TrainingException;

/** The folder of a place, as place.sh keeps it: a cache of files by hash, and runs. */
public final class RemoteFolder {
  private final RemoteCalls calls;
  private final String root;
  private final String script;
  private final String scriptFile;

  /** A folder that is reached by calls. */
  public RemoteFolder(RemoteCalls calls, String root) throws IOException {
    this.calls = calls;
    this.root = root;
    this.script = resource("place.sh");
    String hash = Sha256.hex(script.getBytes(StandardCharsets.UTF_8));
    this.scriptFile = root + "/programs/" + hash.substring(0, 16) + ".sh";
  }

  /** The words of a call of the script. */
  public List<String> words(String verb, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of("sh", scriptFile, verb, root));
    words.addAll(arguments);
    return words;
  }

  /** The last line that the script answers. */
  public String ask(String verb, List<String> arguments, String stdin)
      throws IOException, InterruptedException {
    List<String> answer = calls.ask(words(verb, arguments), stdin);
    return answer.isEmpty() ? "" : answer.get(answer.size() - 1);
  }

  /** Puts the script there. */
  public void install() throws IOException, InterruptedException {
    String put = "mkdir -p \"${1%/*}\" && cat >\"$1.$2\" && mv -f \"$1.$2\" \"$1\" && echo put";
    List<String> words = List.of("sh", "-c", put, "sh", scriptFile, UUID.randomUUID().toString());
    if (!calls.ask(words, script).contains("put")) {
      throw new TrainingException(
          "%s cannot be written to on %s: name another folder, or make room."
              .formatted(root, calls.shell().name()));
    }
  }

  /**
   * Asks whether a trainer could run.
   *
   * @return the free bytes
   * @throws TrainingException if it could not
   */
  public long check(String python, ExternalBackend backend)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(python, resource("libraries.py")));
    arguments.addAll(backend.modules());
    RemoteHealth health = RemoteHealth.of(calls.ask(words("check", arguments), ""));
    Optional<String> fault = health.fault(calls.shell().name(), python, backend);
    if (fault.isPresent()) {
      throw new TrainingException(fault.get());
    }
    return health.freeBytes();
  }

  /**
   * Sends what the cache lacks, in as many connections as that takes.
   *
   * @param freeBytes how much fits
   */
  public void send(SentFiles files, long freeBytes) throws IOException, InterruptedException {
    Map<String, Path> missing = missing(files);
    long bytes = 0;
    for (Path file : missing.values()) {
      bytes += Files.size(file);
    }
    requireRoom(bytes, freeBytes);
    Backoff backoff = calls.backoff();
    while (!missing.isEmpty()) {
      List<String> answer = send(missing);
      for (String line : answer) {
        if (line.startsWith("broken ")) {
          requireRoom(bytes, 1024 * Long.parseLong(line.substring("broken ".length())));
        }
      }
      int before = missing.size();
      missing = missing(files);
      if (missing.size() == before) {
        backoff.pause("what was sent did not arrive whole");
      } else {
        backoff.reset();
      }
    }
  }

  private Map<String, Path> missing(SentFiles files) throws IOException, InterruptedException {
    List<String> answer = calls.ask(words("missing", List.of()), files.hashLines());
    return files.byHash(
        answer.stream()
            .filter(line -> line.startsWith("missing "))
            .map(line -> line.substring("missing ".length()))
            .toList());
  }

  private void requireRoom(long bytes, long freeBytes) {
    if (bytes > freeBytes) {
      throw new TrainingException(
          "%s has %d MB free for %s and the run needs %d MB more: make room, or name another folder."
              .formatted(calls.shell().name(), freeBytes >> 20, root, (bytes >> 20) + 1));
    }
  }

  private List<String> send(Map<String, Path> missing) throws IOException, InterruptedException {
    Path staging = Files.createTempDirectory(calls.scratch(), "sending");
    try {
      for (Map.Entry<String, Path> file : missing.entrySet()) {
        Files.createSymbolicLink(staging.resolve(file.getKey()), file.getValue().toRealPath());
      }
      List<String> words = words("receive", List.of(UUID.randomUUID().toString()));
      return calls.send(staging, List.copyOf(missing.keySet()), words);
    } finally {
      Durable.deleteTree(staging);
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        RemoteFolder.class.getResourceAsStream("/prefmill/trainers/places/" + name)) {
      if (in == null) {
        throw new IllegalStateException("this build lacks the resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

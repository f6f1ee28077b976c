package prefmill.runners.quickstart.streaming;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import prefmill.datasets.objects.Durable;
import prefmill.runners.quickstart.SecretFile;

/**
 * What the streaming quickstart keeps, and where.
 *
 * @param path the folder
 */
record StreamingFolder(Path path) {
  private static final String HEAD =
      """
      # Written by `prefmill quickstart --streaming`; docs/policy.md describes every key.
      dataset: support
      store: ./%s
      masking: {key_file: masking.key}        # with data of your own: a secret, kept apart from the store
      sources:
      """;

  /** The policy that reads topics. */
  Path policy() {
    return path.resolve("prefmill.yaml");
  }

  /** The policy that reads the same feedback from files. */
  Path filesPolicy() {
    return path.resolve("files.yaml");
  }

  /** Writes key, policies and the files, of which each preset has one. */
  void write(String bootstrap, Map<String, List<String>> topics) throws IOException {
    SecretFile.writeKeyIfAbsent(path.resolve("masking.key"));
    StringBuilder streamed = new StringBuilder(HEAD.formatted("store"));
    StringBuilder files = new StringBuilder(HEAD.formatted("store-of-files"));
    for (Map.Entry<String, List<String>> topic : topics.entrySet()) {
      String name = topic.getKey();
      streamed.append(
          "  - {name: %s, kind: kafka, preset: %s, bootstrap: \"%s\", topic: %s}\n"
              .formatted(name, name, bootstrap, name));
      files.append(
          "  - {name: %s, kind: jsonl, preset: %s, path: feedback/%s.jsonl}\n"
              .formatted(name, name, name));
      Path file = path.resolve("feedback").resolve(name + ".jsonl");
      Files.createDirectories(file.getParent());
      Files.write(file, topic.getValue());
    }
    replace(policy(), streamed);
    replace(filesPolicy(), files);
  }

  private static void replace(Path file, StringBuilder text) throws IOException {
    Durable.replace(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }
}

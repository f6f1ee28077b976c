package prefmill.runners.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder with a policy, its key and a file of events, for tests of commands. */
public record PolicyFolder(Path path) {
  /** The smallest policy that runs, over the events given. */
  public static PolicyFolder of(Path path, List<String> events) throws IOException {
    PolicyFolder folder = new PolicyFolder(path);
    Files.createDirectories(path.resolve("events"));
    Files.write(path.resolve("events/a.jsonl"), events);
    Files.writeString(path.resolve("masking.key"), "a masking key for tests, long enough");
    folder.policy(
        """
        dataset: support
        store: ./store
        masking: {key_file: masking.key}
        sources:
          - {name: app, kind: jsonl, preset: native, path: "events/*.jsonl"}
        """);
    return folder;
  }

  /** Replaces the policy. */
  public void policy(String yaml) throws IOException {
    Files.writeString(config(), yaml);
  }

  /** Replaces one text in the policy by another. */
  public void change(String from, String to) throws IOException {
    policy(Files.readString(config()).replace(from, to));
  }

  /** The policy's file. */
  public Path config() {
    return path.resolve("prefmill.yaml");
  }

  /** The store's folder. */
  public Path store() {
    return path.resolve("store");
  }

  /** Runs a command on the policy. */
  public Invocation run(String... command) {
    String[] args = java.util.Arrays.copyOf(command, command.length + 2);
    args[command.length] = "--config";
    args[command.length + 1] = config().toString();
    return Invocation.of(args);
  }

  /** A thumb of the native preset. */
  public static String thumb(String id, String user, String prompt, String response, String value) {
    return """
        {"event_id":"%s","user_id":"%s","message_id":"m-%s","created_at":"2026-11-01T10:00:00Z","prompt":"%s","response":"%s","signal":{"kind":"thumb","value":"%s"}}"""
        .formatted(id, user, id, prompt, response, value);
  }
}

package prefmill.runners.nightly;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import prefmill.runners.cli.Invocation;
import prefmill.runners.quickstart.FeedbackGenerator;
import prefmill.runners.quickstart.tables.BetabasePair;
import prefmill.trainers.tiny.TinyModel;

/** A folder with a policy, a file of corrections, one a person, and a tiny base model. */
final class CorrectionsFolder {
  private final Path folder;

  private CorrectionsFolder(Path folder) {
    this.folder = folder;
  }

  /** Fills a folder with so many corrections. */
  static CorrectionsFolder of(Path folder, int corrections) throws Exception {
    return of(folder, FeedbackGenerator.of(1).generate().betabasePairs().subList(0, corrections));
  }

  /** The same, of which a coin decides who corrected whom: there is nothing to learn. */
  static CorrectionsFolder shuffled(Path folder, int corrections) throws Exception {
    SplittableRandom coin = new SplittableRandom(3);
    return of(
        folder,
        FeedbackGenerator.of(1).generate().betabasePairs().stream()
            .limit(corrections)
            .map(pair -> coin.nextBoolean() ? pair : turned(pair))
            .toList());
  }

  private static CorrectionsFolder of(Path folder, List<BetabasePair> pairs) throws Exception {
    Files.writeString(folder.resolve("key"), "a key for tests, the same for all\n");
    Files.write(folder.resolve("events.jsonl"), events(pairs));
    TinyModel.write(
        folder.resolve("model"), pairs.stream().map(BetabasePair::chosenResponse).toList(), 1);
    return new CorrectionsFolder(folder);
  }

  /** Its store. */
  Path store() {
    return folder.resolve("store");
  }

  /** Writes the policy with these keys of its training. */
  void policy(String training) throws Exception {
    Files.writeString(
        folder.resolve("prefmill.yaml"),
        """
        dataset: test
        store: ./store
        masking: {key_file: key}
        sources:
          - {name: app, kind: jsonl, preset: native, path: events.jsonl}
        splits: {train: 0.6, validation: 0.0, test: 0.4}
        training: {base_model: ./model, %s}
        """
            .formatted(training));
  }

  /** Runs a command on the policy. */
  Invocation command(String... words) {
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.addAll(List.of("--config", folder.resolve("prefmill.yaml").toString(), "--json"));
    return Invocation.of(arguments.toArray(String[]::new));
  }

  private static List<String> events(List<BetabasePair> pairs) throws Exception {
    List<String> lines = new ArrayList<>();
    for (BetabasePair pair : pairs) {
      lines.add(
          new ObjectMapper()
              .writeValueAsString(
                  Map.of(
                      "event_id", pair.id(),
                      "user_id", "u" + lines.size(),
                      "message_id", "m" + lines.size(),
                      "created_at", pair.createdAt().toString(),
                      "prompt", pair.query(),
                      "response", pair.rejectedResponse(),
                      "signal", Map.of("kind", "correction", "text", pair.chosenResponse()))));
    }
    return lines;
  }
}

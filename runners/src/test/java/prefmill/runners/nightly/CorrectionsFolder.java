package prefmill.runners.nightly;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import prefmill.runners.cli.Invocation;
import prefmill.runners.quickstart.FeedbackGenerator;
import prefmill.runners.quickstart.tables.BetabasePair;
import prefmill.trainers.tiny.TinyModel;

/** A folder with a policy, a file of corrections, one a person, and a tiny base model. */
public final class CorrectionsFolder {
  private final Path folder;
  private String dataset = "test";
  private String store = "./store";

  private CorrectionsFolder(Path folder) {
    this.folder = folder;
  }

  /** Fills a folder with so many corrections. */
  public static CorrectionsFolder of(Path folder, int corrections) throws Exception {
    return of(folder, pairs(corrections), "correction");
  }

  /** The same, of which a coin decides who corrected whom: there is nothing to learn. */
  public static CorrectionsFolder shuffled(Path folder, int corrections) throws Exception {
    SplittableRandom coin = new SplittableRandom(3);
    return of(
        folder,
        pairs(corrections).stream().map(pair -> coin.nextBoolean() ? pair : turned(pair)).toList(),
        "correction");
  }

  /** The same answers, each liked by one person: demonstrations without a pair. */
  public static CorrectionsFolder liked(Path folder, int answers) throws Exception {
    return of(folder, pairs(answers), "thumb");
  }

  private static List<BetabasePair> pairs(int count) {
    return FeedbackGenerator.of(1).generate().betabasePairs().subList(0, count);
  }

  private static CorrectionsFolder of(Path folder, List<BetabasePair> pairs, String kind)
      throws Exception {
    Files.writeString(folder.resolve("key"), "a key for tests, the same for all\n");
    Files.write(folder.resolve("events.jsonl"), events(pairs, kind));
    TinyModel.write(
        folder.resolve("model"), pairs.stream().map(BetabasePair::chosenResponse).toList(), 1);
    return new CorrectionsFolder(folder);
  }

  /** The same folder for a dataset of another name. */
  public CorrectionsFolder named(String name) {
    this.dataset = name;
    return this;
  }

  /** The same folder with another place for the store. */
  public CorrectionsFolder storedIn(String place) {
    this.store = place;
    return this;
  }

  /** Puts so many corrections into the file in the place of those that are there. */
  public void write(int corrections) throws Exception {
    Files.write(folder.resolve("events.jsonl"), events(pairs(corrections), "correction"));
  }

  /** The folder. */
  public Path path() {
    return folder;
  }

  /** Its store. */
  public Path store() {
    return folder.resolve("store");
  }

  /** Writes the policy with these keys of its training. */
  public void policy(String training) throws Exception {
    Files.writeString(
        folder.resolve("prefmill.yaml"),
        """
        dataset: %s
        store: %s
        masking: {key_file: key}
        sources:
          - {name: app, kind: jsonl, preset: native, path: events.jsonl}
        splits: {train: 0.6, validation: 0.0, test: 0.4}
        training: {base_model: ./model, %s}
        """
            .formatted(dataset, store, training));
  }

  /** Its policy. */
  public Path policy() {
    return folder.resolve("prefmill.yaml");
  }

  /** Runs a command on the policy. */
  public Invocation command(String... words) {
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.add("--json");
    return say(arguments.toArray(String[]::new));
  }

  /** Runs a command on the policy that answers for people. */
  public Invocation say(String... words) {
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.addAll(List.of("--config", policy().toString()));
    return Invocation.of(arguments.toArray(String[]::new));
  }

  private static List<String> events(List<BetabasePair> pairs, String kind) throws Exception {
    boolean corrected = kind.equals("correction");
    List<String> lines = new ArrayList<>();
    for (BetabasePair pair : pairs) {
      lines.add(
          new ObjectMapper()
              .writeValueAsString(
                  Map.of(
                      "event_id",
                      pair.id(),
                      "user_id",
                      "u" + lines.size(),
                      "message_id",
                      "m" + lines.size(),
                      "created_at",
                      pair.createdAt().toString(),
                      "prompt",
                      pair.query(),
                      "response",
                      corrected ? pair.rejectedResponse() : pair.chosenResponse(),
                      "signal",
                      corrected
                          ? Map.of("kind", "correction", "text", pair.chosenResponse())
                          : Map.of("kind", "thumb", "value", "up"))));
    }
    return lines;
  }

  private static BetabasePair turned(BetabasePair pair) {
    return new BetabasePair(
        pair.id(),
        pair.query(),
        /* chosenResponse= */ pair.rejectedResponse(),
        /* rejectedResponse= */ pair.chosenResponse(),
        pair.preferenceStrength(),
        pair.contextDocuments(),
        pair.annotatorEmail(),
        pair.annotationNotes(),
        pair.createdAt());
  }
}

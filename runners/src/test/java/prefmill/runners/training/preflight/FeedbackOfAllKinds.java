package prefmill.runners.training.preflight;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import prefmill.runners.quickstart.FeedbackGenerator;
import prefmill.runners.quickstart.tables.BetabasePair;
import prefmill.trainers.tiny.TinyModel;

/** The quickstart's feedback as corrections, praise and blame, one a person, for every config. */
public final class FeedbackOfAllKinds {
  private static final int PAIRS = 150;

  private FeedbackOfAllKinds() {}

  /** Fills a folder with events, a key and a tiny model, and returns the policy. */
  public static Path write(Path folder) throws IOException {
    List<BetabasePair> pairs = FeedbackGenerator.of(1).generate().betabasePairs();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < PAIRS; i++) {
      lines.add(new ObjectMapper().writeValueAsString(event(pairs.get(i), i)));
    }
    Files.write(folder.resolve("events.jsonl"), lines);
    Files.writeString(folder.resolve("key"), "a key for tests, the same for all\n");
    List<String> corpus = pairs.stream().map(BetabasePair::chosenResponse).toList();
    TinyModel.write(folder.resolve("model"), corpus, 1);
    return Files.writeString(
        folder.resolve("prefmill.yaml"),
        """
        dataset: test
        store: ./store
        masking: {key_file: key}
        sources:
          - {name: app, kind: jsonl, preset: native, path: events.jsonl}
        splits: {train: 0.8, validation: 0.1, test: 0.1}
        """);
  }

  private static Map<String, Object> event(BetabasePair pair, int i) {
    Map<String, Object> signal =
        switch (i % 3) {
          case 0 -> Map.of("kind", "correction", "text", pair.chosenResponse());
          case 1 -> Map.of("kind", "thumb", "value", "up");
          default -> Map.of("kind", "thumb", "value", "down");
        };
    return Map.of(
        "event_id",
        pair.id(),
        "user_id",
        "u" + i,
        "message_id",
        "m" + i,
        "created_at",
        pair.createdAt().toString(),
        "prompt",
        pair.query(),
        "response",
        i % 3 == 1 ? pair.chosenResponse() : pair.rejectedResponse(),
        "signal",
        signal);
  }
}

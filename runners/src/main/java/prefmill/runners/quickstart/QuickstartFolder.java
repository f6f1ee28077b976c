package prefmill.runners.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import prefmill.datasets.objects.Durable;
import prefmill.runners.quickstart.tables.BetabasePair;
import prefmill.runners.quickstart.tables.FeedbackTables;
import prefmill.trainers.tiny.TinyModel;

/**
 * What the quickstart keeps, and where.
 *
 * @param path the folder
 */
record QuickstartFolder(Path path) {
  private static final long MODEL_SEED = 17;

  Path policy() {
    return path.resolve("prefmill.yaml");
  }

  Path postgres() {
    return path.resolve(".prefmill").resolve("postgres");
  }

  Path maskingKey() {
    return path.resolve("masking.key");
  }

  private Path model() {
    return path.resolve("model");
  }

  /** Writes policy, key and password; of a policy that is there only the addresses are renewed. */
  void writePolicy(String url, String user, String password) throws IOException {
    SecretFile.writeKeyIfAbsent(maskingKey());
    SecretFile.write(path.resolve("database.password"), password);
    String text =
        Files.exists(policy())
            ? Files.readString(policy())
                .replaceAll(
                    "jdbc:postgresql://[^\"]*/feedback[^\"]*", Matcher.quoteReplacement(url))
            : template().replace("@URL@", url).replace("@USER@", user);
    Durable.replace(policy(), text.getBytes(StandardCharsets.UTF_8));
  }

  /** Makes the base model unless it is there. */
  void writeModel(FeedbackTables tables) throws IOException {
    if (Files.exists(model())) {
      return;
    }
    Path attempt = path.resolve("model.attempt");
    Durable.deleteTree(attempt);
    List<String> texts = tables.betabasePairs().stream().flatMap(QuickstartFolder::texts).toList();
    TinyModel.write(attempt, texts, MODEL_SEED);
    Files.move(attempt, model(), StandardCopyOption.ATOMIC_MOVE);
  }

  private static Stream<String> texts(BetabasePair pair) {
    return Stream.of(pair.query(), pair.chosenResponse(), pair.rejectedResponse());
  }

  private static String template() throws IOException {
    try (InputStream in =
        QuickstartFolder.class.getResourceAsStream("/prefmill/runners/quickstart/policy.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

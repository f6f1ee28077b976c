package prefmill.runners.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import prefmill.datasets.objects.Durable;
import prefmill.runners.quickstart.tables.BetabasePair;
import prefmill.trainers.tiny.TinyModel;

/**
 * What the quickstart keeps, and where.
 *
 * @param path the folder
 */
record QuickstartFolder(Path path) {
  private static final long MODEL_SEED = 17;

  // Invented data need no secret; a fixed key gives everybody the same numbers.
  private static final String KEY = "the quickstart's masking key is no secret\n";

  Path policy() {
    return path.resolve("prefmill.yaml");
  }

  Path postgres() {
    return path.resolve(".prefmill").resolve("postgres");
  }

  private Path model() {
    return path.resolve("model");
  }

  /** Writes policy, key and password; of a policy that is there only the addresses are renewed. */
  void writePolicy(String url, String user, String password) throws IOException {
    Path key = path.resolve("masking.key");
    if (!Files.exists(key)) {
      Files.writeString(key, KEY);
    }
    Path secret = path.resolve("database.password");
    Files.writeString(secret, password);
    if (secret.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    }
    String text =
        Files.exists(policy())
            ? Files.readString(policy())
                .replaceAll(
                    "jdbc:postgresql://[^\"]*/feedback[^\"]*", Matcher.quoteReplacement(url))
            : template().replace("@URL@", url).replace("@USER@", user);
    Durable.replace(policy(), text.getBytes(StandardCharsets.UTF_8));
  }

  /** Makes the base model unless it is there. */
  void writeModel(FeedbackGenerator generator) throws IOException {
    if (Files.exists(model())) {
      return;
    }
    Path attempt = path.resolve("model.attempt");
    Durable.deleteTree(attempt);
    List<String> texts =
        generator.generate().betabasePairs().stream().flatMap(QuickstartFolder::texts).toList();
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

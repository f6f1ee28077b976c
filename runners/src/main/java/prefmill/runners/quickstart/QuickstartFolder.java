package prefmill.runners.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
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

  private static final int KEY_BYTES = 32;

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
    if (!Files.exists(maskingKey())) {
      byte[] key = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(key);
      writeSecret(maskingKey(), HexFormat.of().formatHex(key) + "\n");
    }
    writeSecret(path.resolve("database.password"), password);
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

  // Nobody else may read it at any time, and a kill leaves no part of it.
  private static void writeSecret(Path file, String text) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    Files.deleteIfExists(unfinished);
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          unfinished,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(unfinished, text);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
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

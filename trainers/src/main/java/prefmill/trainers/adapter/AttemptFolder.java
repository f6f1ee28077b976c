package prefmill.trainers.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import prefmill.datasets.canonical.Sha256;
import prefmill.datasets.objects.Durable;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.TrainedAdapter;
import prefmill.trainers.training.TrainingException;

/**
 * The folder of one attempt, beside the final one; it takes the final name only whole and synced.
 *
 * <p>A crash leaves at most a folder under attempts/, whose checkpoint the next attempt goes on
 * from; the attempt that takes the final name removes all others at it.
 */
public final class AttemptFolder implements AutoCloseable {
  /** Tells of the run; its presence under the final name means that the adapter is complete. */
  static final String RESULT = "training.json";

  /** Beside the numbers' hash; rank and scale are nowhere else. Older records have none. */
  private static final String CONFIG_SHA256 = "config_sha256";

  /** How the names of folders begin that an attempt can be gone on from. */
  public static final String CHECKPOINT = "checkpoint-";

  /** The folder of an adapter that keeps what the programs of all its attempts said. */
  public static final String LOGS = "logs";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path output;
  private final Path attempt;

  private AttemptFolder(Path output) throws IOException {
    this.output = output;
    this.attempt = folder(output).resolve(output.getFileName() + "-" + UUID.randomUUID());
    Files.createDirectories(attempt);
  }

  /** Makes a new attempt for a final name. */
  public static AttemptFolder create(Path output) throws IOException {
    return new AttemptFolder(output.toAbsolutePath());
  }

  /** Every attempt at a final name that is there, running ones too. */
  public static List<Path> attempts(Path output) throws IOException {
    Path folder = folder(output.toAbsolutePath());
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    Pattern name = Pattern.compile(Pattern.quote(output.getFileName() + "-") + "[0-9a-f-]{36}");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> name.matcher(file.getFileName().toString()).matches())
          .sorted()
          .toList();
    }
  }

  /** Where the attempt writes. */
  public Path path() {
    return attempt;
  }

  /**
   * The adapter that stands under a name, with the numbers that it was finished with.
   *
   * @throws TrainingException if it was made by another run, or if its record or its numbers are
   *     others than were written there
   */
  public static Optional<TrainedAdapter> find(Path output, String key) throws IOException {
    if (!Files.exists(output)) {
      return Optional.empty();
    }
    Path file = output.resolve(RESULT);
    boolean recorded = Files.isRegularFile(file);
    JsonNode json = recorded ? tree(file) : JSON.nullNode();
    if (recorded && !isRecord(json)) {
      throw damaged(output, file);
    }
    if (!json.path("key").asText().equals(key)) {
      throw new TrainingException(
          output + " is already there and not from this run: choose another folder.");
    }
    requireSame(output, PeftAdapter.WEIGHTS, json.path("sha256"));
    if (json.has(CONFIG_SHA256)) {
      requireSame(output, PeftAdapter.CONFIG, json.path(CONFIG_SHA256));
    }
    return Optional.of(
        new TrainedAdapter(
            key,
            output,
            json.get("sha256").asText(),
            Method.valueOf(json.get("method").asText()),
            json.get("rows").asInt(),
            json.get("too_long").asInt(),
            json.get("steps").asInt(),
            json.get("tokens").asLong(),
            json.get("first_loss").asDouble(),
            json.get("last_loss").asDouble()));
  }

  private static JsonNode tree(Path file) throws IOException {
    try {
      return JSON.readTree(file.toFile());
    } catch (JsonProcessingException e) {
      return JSON.nullNode();
    }
  }

  private static boolean isRecord(JsonNode json) {
    return json.path("key").isTextual()
        && json.path("sha256").isTextual()
        && Stream.of(Method.values())
            .anyMatch(m -> m.name().equals(json.path("method").textValue()))
        && Stream.of("rows", "too_long", "steps").allMatch(name -> json.path(name).isInt())
        && json.path("tokens").isIntegralNumber()
        && Stream.of("first_loss", "last_loss").allMatch(name -> json.path(name).isNumber());
  }

  private static void requireSame(Path output, String name, JsonNode sha256) throws IOException {
    Path file = output.resolve(name);
    if (!Files.isRegularFile(file) || !Sha256.of(file).equals(sha256.textValue())) {
      throw damaged(output, file);
    }
  }

  private static TrainingException damaged(Path output, Path file) {
    return new TrainingException(
        "%s is not the one of the adapter that was finished there: remove the folder %s and run again."
            .formatted(file, output));
  }

  /** Writes the record of the run and makes all files durable. */
  public void seal(TrainedAdapter adapter) throws IOException {
    Files.writeString(
        attempt.resolve(RESULT),
        JSON.createObjectNode()
                .put("key", adapter.key())
                .put("sha256", adapter.sha256())
                .put(CONFIG_SHA256, Sha256.of(attempt.resolve(PeftAdapter.CONFIG)))
                .put("method", adapter.method().name())
                .put("rows", adapter.rows())
                .put("too_long", adapter.tooLong())
                .put("steps", adapter.steps())
                .put("tokens", adapter.tokens())
                .put("first_loss", adapter.firstLoss())
                .put("last_loss", adapter.lastLoss())
                .toPrettyString()
            + "\n");
    Durable.syncTree(attempt);
  }

  /**
   * Gives the attempt its final name.
   *
   * @param sealed the attempt's adapter
   * @return the adapter that stands under the name: another attempt of the same run may have been
   *     first
   * @throws TrainingException if another run was first
   */
  public TrainedAdapter publish(TrainedAdapter sealed) throws IOException {
    try {
      Files.move(attempt, output, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      return find(output, sealed.key()).orElseThrow(() -> e);
    }
    Durable.syncFolder(output.getParent());
    for (Path other : attempts(output)) {
      Durable.deleteTree(other);
    }
    return sealed;
  }

  private static Path folder(Path output) {
    return output.resolveSibling("attempts");
  }

  /** Removes what was not published, unless the next attempt can go on from it. */
  @Override
  public void close() throws IOException {
    if (Files.isDirectory(attempt) && !holdsCheckpoint()) {
      Durable.deleteTree(attempt);
    }
  }

  private boolean holdsCheckpoint() throws IOException {
    try (Stream<Path> files = Files.list(attempt)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith(CHECKPOINT));
    }
  }
}

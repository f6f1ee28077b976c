package prefmill.datasets.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file versions/N.json: a version exists if and only if it does.
 *
 * @param version the version's number
 * @param folder the folder's name below the dataset; null if withdrawn
 * @param contentHash of the rows; null if withdrawn
 * @param manifestSha256 of the manifest's bytes; null if withdrawn
 * @param tombstone true if the version was withdrawn, else null
 * @param successor the version that took its place; null unless withdrawn
 * @param erased true if it was withdrawn because it held a person who is forgotten, else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Commit(
    Integer version,
    String folder,
    String contentHash,
    String manifestSha256,
    Boolean tombstone,
    Integer successor,
    Boolean erased) {
  private static final Pattern FOLDER = Pattern.compile("v([0-9]{6,9})-[0-9a-f]{8}");

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** The commit of a version. */
  public static Commit of(int version, String contentHash, String manifestSha256) {
    return new Commit(
        version, folder(version, contentHash), contentHash, manifestSha256, null, null, null);
  }

  /** The folder's name: number and first eight digits of the content hash. */
  public static String folder(int version, String contentHash) {
    return String.format(Locale.ROOT, "v%06d-%s", version, contentHash.substring(0, 8));
  }

  /** The tombstone of a version, which names the one that took its place. */
  static Commit tombstone(int version, int successor, boolean erased) {
    return new Commit(version, null, null, null, true, successor, erased ? true : null);
  }

  /** The number of the version whose folder has this name; empty if it is no version's. */
  public static Optional<Integer> number(String folder) {
    Matcher name = FOLDER.matcher(folder);
    return name.matches() ? Optional.of(Integer.valueOf(name.group(1))) : Optional.empty();
  }

  /** Whether its parts agree with each other and with the number that its file's name holds. */
  boolean isOf(int number) {
    return version != null
        && version == number
        && (withdrawn()
            ? successor != null
            : contentHash != null
                && contentHash.length() >= 8
                && manifestSha256 != null
                && folder(number, contentHash).equals(folder));
  }

  /** Whether the version was withdrawn. */
  public boolean withdrawn() {
    return Boolean.TRUE.equals(tombstone);
  }

  /** Whether it was withdrawn because it held a person who is forgotten. */
  public boolean heldForgotten() {
    return Boolean.TRUE.equals(erased);
  }

  String json() {
    try {
      return MAPPER.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a commit has no form in JSON", e);
    }
  }

  static Commit parse(String json) throws IOException {
    return MAPPER.readValue(json, Commit.class);
  }
}

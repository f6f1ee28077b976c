package prefmill.datasets.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes and reads manifest.json: indented, fields in a fixed order, maps by key, UTF-8. */
public final class ManifestJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");

  private static final ObjectWriter WRITER =
      MAPPER.writer(
          new DefaultPrettyPrinter(
                  Separators.createDefaultInstance()
                      .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
              .withObjectIndenter(INDENT)
              .withArrayIndenter(INDENT));

  private ManifestJson() {}

  /** The file's bytes, ending with a line feed. */
  public static byte[] write(Manifest manifest) {
    try {
      return (WRITER.writeValueAsString(manifest) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the statistics hold a value that JSON has no form of", e);
    }
  }

  /**
   * The manifest of a file's bytes.
   *
   * @throws IllegalArgumentException in one sentence, if it is no manifest of a known format
   */
  public static Manifest read(byte[] bytes) {
    try {
      JsonNode json = MAPPER.readTree(bytes);
      int format = json.path("format").asInt(0);
      if (format != Manifest.FORMAT) {
        throw new IllegalArgumentException(
            "manifest.json has format %d, this Prefmill reads format %d: use the Prefmill that wrote it, or a later one"
                .formatted(format, Manifest.FORMAT));
      }
      return MAPPER.treeToValue(json, Manifest.class);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "manifest.json is damaged: restore it from a backup, or build the version again", e);
    }
  }
}

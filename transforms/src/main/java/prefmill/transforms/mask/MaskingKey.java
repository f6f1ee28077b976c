package prefmill.transforms.mask;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import prefmill.transforms.keys.KeyedHash;

/**
 * Where the masking key lies. Only the place travels to the workers, never the key.
 *
 * @param env the environment variable that holds it; null if a file does
 * @param file the path of the file that holds it; null if a variable does
 * @param previous the keys that it took the place of, the first one first
 */
public record MaskingKey(String env, String file, List<MaskingKey> previous)
    implements Serializable {
  private static final int LEAST_BYTES = 16;

  public MaskingKey {
    if ((env == null) == (file == null)) {
      throw new IllegalArgumentException(
          "the masking key comes from an environment variable or from a file: name one of them");
    }
    previous = List.copyOf(previous);
  }

  /** A key in an environment variable. */
  public static MaskingKey ofEnv(String env) {
    return new MaskingKey(env, null, List.of());
  }

  /** A key in a file; white space around it does not count. */
  public static MaskingKey ofFile(String file) {
    return new MaskingKey(null, file, List.of());
  }

  /**
   * The hash of a dataset under all keys, for one thread.
   *
   * @throws IllegalStateException if a key is missing, unreadable or too short, in one sentence
   */
  public KeyedHash hash(String dataset) {
    List<byte[]> keys = new ArrayList<>();
    previous.forEach(key -> keys.add(key.read()));
    keys.add(read());
    return KeyedHash.of(keys, dataset);
  }

  /**
   * Reads the key: any text of 16 bytes or more.
   *
   * @throws IllegalStateException if it is missing, unreadable or too short, in one sentence
   */
  public byte[] read() {
    byte[] key = text().strip().getBytes(StandardCharsets.UTF_8);
    if (key.length < LEAST_BYTES) {
      throw new IllegalStateException(
          "the masking key in "
              + place()
              + " has "
              + key.length
              + " bytes; it needs at least "
              + LEAST_BYTES
              + " (make one with: openssl rand -hex 32)");
    }
    return key;
  }

  private String text() {
    if (env != null) {
      String value = System.getenv(env);
      if (value == null || value.isBlank()) {
        throw new IllegalStateException(
            "the environment variable "
                + env
                + " holds no masking key; set it to a secret text of 16 characters or more"
                + " (make one with: openssl rand -hex 32)");
      }
      return value;
    }
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new IllegalStateException(
          "the masking key's file " + file + " cannot be read; create it or correct its path", e);
    }
  }

  private String place() {
    return env != null ? "the environment variable " + env : "the file " + file;
  }
}

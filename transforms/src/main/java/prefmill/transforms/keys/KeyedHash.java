package prefmill.transforms.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 under the dataset's key: who does not hold the key can neither guess a hash nor
 * grind one.
 *
 * <p>Every hash names its domain and frames each part by its length, so that no two inputs share
 * one. Not safe for use by several threads: each worker makes its own. See RFC 2104.
 */
public final class KeyedHash {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int LEAST_KEY_LENGTH = 16;

  private final Mac mac;
  private final byte[] frame = new byte[5];

  private KeyedHash(byte[] key) {
    this.mac = mac(key);
  }

  /**
   * The hash of one dataset, derived from the masking key and the dataset's name.
   *
   * @throws IllegalArgumentException if the key has fewer than 16 bytes
   */
  public static KeyedHash of(byte[] maskingKey, String dataset) {
    if (maskingKey.length < LEAST_KEY_LENGTH) {
      throw new IllegalArgumentException(
          "the masking key has "
              + maskingKey.length
              + " bytes; it needs at least "
              + LEAST_KEY_LENGTH);
    }
    byte[] name = ("prefmill:dataset:" + dataset).getBytes(StandardCharsets.UTF_8);
    return new KeyedHash(mac(maskingKey).doFinal(name));
  }

  /**
   * Names the key without telling it: eight hexadecimal digits, for manifests and error messages.
   */
  public String keyId() {
    return HexFormat.of().formatHex(digest("key_id"), 0, 4);
  }

  /**
   * The first 128 bits of the hash of the parts within a domain; a null part differs from an empty
   * one.
   */
  public Id id(String domain, String... parts) {
    ByteBuffer bytes = ByteBuffer.wrap(digest(domain, parts));
    return new Id(bytes.getLong(), bytes.getLong());
  }

  /** The whole hash, 32 bytes. */
  public byte[] digest(String domain, String... parts) {
    update(domain);
    for (String part : parts) {
      update(part);
    }
    return mac.doFinal();
  }

  private void update(String part) {
    byte[] bytes = part == null ? null : part.getBytes(StandardCharsets.UTF_8);
    int length = bytes == null ? 0 : bytes.length;
    frame[0] = (byte) (bytes == null ? 0 : 1);
    frame[1] = (byte) (length >>> 24);
    frame[2] = (byte) (length >>> 16);
    frame[3] = (byte) (length >>> 8);
    frame[4] = (byte) length;
    mac.update(frame);
    if (bytes != null) {
      mac.update(bytes);
    }
  }

  private static Mac mac(byte[] key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + ALGORITHM, e);
    }
  }
}

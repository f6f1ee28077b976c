package prefmill.transforms.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
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

  private final KeyedHash before;
  private final Mac mac;
  private final byte[] frame = new byte[5];

  private KeyedHash(KeyedHash before, byte[] key) {
    this.before = before;
    this.mac = mac(key);
  }

  /**
   * The hash of one dataset, derived from the masking key and the dataset's name.
   *
   * @throws IllegalArgumentException if the key has fewer than 16 bytes
   */
  public static KeyedHash of(byte[] maskingKey, String dataset) {
    return of(List.of(maskingKey), dataset);
  }

  /**
   * The hash of one dataset whose key was replaced: an id under the first key is hashed again under
   * each later one, so that what is kept under the first can be carried over without what it was
   * made of, and the first alone tells nothing any more.
   *
   * @param maskingKeys the first key first
   * @throws IllegalArgumentException if a key has fewer than 16 bytes
   */
  public static KeyedHash of(List<byte[]> maskingKeys, String dataset) {
    KeyedHash hash = null;
    for (byte[] key : maskingKeys) {
      hash = of(hash, key, dataset);
    }
    return hash;
  }

  private static KeyedHash of(KeyedHash before, byte[] maskingKey, String dataset) {
    if (maskingKey.length < LEAST_KEY_LENGTH) {
      throw new IllegalArgumentException(
          "the masking key has "
              + maskingKey.length
              + " bytes; it needs at least "
              + LEAST_KEY_LENGTH);
    }
    byte[] name = ("prefmill:dataset:" + dataset).getBytes(StandardCharsets.UTF_8);
    return new KeyedHash(before, mac(maskingKey).doFinal(name));
  }

  /** Those of all keys, the first key's first; each hashes what the one before made. */
  public List<KeyedHash> steps() {
    List<KeyedHash> steps = new ArrayList<>();
    for (KeyedHash hash = this; hash != null; hash = hash.before) {
      steps.add(0, hash);
    }
    return steps;
  }

  /** The hash under the first key alone: what masks, before the other keys are applied. */
  public KeyedHash first() {
    return before == null ? this : before.first();
  }

  /** What this last key makes of an id that the keys before it made; of no id it makes none. */
  public Id again(Id id) {
    return id.isPresent() ? idOf(digest("again", id.hex())) : id;
  }

  /**
   * Names the keys without telling them: eight hexadecimal digits, for manifests and error
   * messages.
   */
  public String keyId() {
    byte[] name = before == null ? digest("key_id") : digest("key_id", before.keyId());
    return HexFormat.of().formatHex(name, 0, 4);
  }

  /**
   * The first 128 bits of the hash of the parts within a domain, under all keys; a null part
   * differs from an empty one.
   */
  public Id id(String domain, String... parts) {
    return before == null ? idOf(digest(domain, parts)) : again(before.id(domain, parts));
  }

  private static Id idOf(byte[] digest) {
    ByteBuffer bytes = ByteBuffer.wrap(digest);
    return new Id(bytes.getLong(), bytes.getLong());
  }

  /** The whole hash under the last key, 32 bytes. */
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

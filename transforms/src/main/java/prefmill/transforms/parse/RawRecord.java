package prefmill.transforms.parse;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Objects;

/**
 * One record of a source as it was read.
 *
 * @param source the policy's name of the source
 * @param file the path below the source's folder; of a table its name; of a topic its partition,
 *     such as feedback-0
 * @param line its line, from 1; of a table's row and of a message 0
 * @param offset its first byte; of a table's row 0; of a message its offset
 * @param length its bytes
 * @param bytes its bytes; of a record above {@link #MAX_LENGTH} their SHA-256
 * @param envelope what a message carries beside; null of anything else
 */
@SuppressWarnings("ArrayRecordComponent") // millions of them pass; equals compares the bytes
public record RawRecord(
    String source,
    String file,
    long line,
    long offset,
    long length,
    byte[] bytes,
    Envelope envelope) {
  /** The most bytes of a record that is read: 4 MiB. */
  public static final int MAX_LENGTH = 4 << 20;

  /** A record of a file or of a table. */
  public RawRecord(String source, String file, long line, long offset, long length, byte[] bytes) {
    this(source, file, line, offset, length, bytes, null);
  }

  /** Whether only the hash of the record is here. */
  public boolean isTooLarge() {
    return length > MAX_LENGTH;
  }

  /** SHA-256 of the record's bytes. */
  public byte[] sha256() {
    return isTooLarge() ? bytes : newDigest().digest(bytes);
  }

  /** The digest that names a record's bytes. */
  public static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RawRecord that
        && line == that.line
        && offset == that.offset
        && length == that.length
        && Objects.equals(source, that.source)
        && Objects.equals(file, that.file)
        && Arrays.equals(bytes, that.bytes)
        && Objects.equals(envelope, that.envelope);
  }

  @Override
  public int hashCode() {
    return Objects.hash(source, file, line, offset, length, Arrays.hashCode(bytes), envelope);
  }
}

package prefmill.pipelines.source.scan;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import prefmill.transforms.parse.RawRecord;

/** Gathers the bytes of one record; of one above the limit it keeps only the hash. */
final class RecordBuffer {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
  private MessageDigest digest;
  private long length;

  long length() {
    return length;
  }

  void append(byte[] block, int from, int to) {
    length += to - from;
    if (digest == null && length > RawRecord.MAX_LENGTH) {
      digest = RawRecord.newDigest();
      digest.update(bytes.toByteArray());
      bytes.reset();
    }
    if (digest == null) {
      bytes.write(block, from, to - from);
    } else {
      digest.update(block, from, to - from);
    }
  }

  /** The record's bytes, or their hash; the buffer is empty then. */
  byte[] take() {
    byte[] taken = digest == null ? bytes.toByteArray() : digest.digest();
    bytes.reset();
    digest = null;
    length = 0;
    return taken;
  }
}

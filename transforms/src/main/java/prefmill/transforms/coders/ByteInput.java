package prefmill.transforms.coders;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;

/** What a {@link ByteOutput} wrote, read from memory. */
final class ByteInput {
  private final byte[] bytes;
  private int at;

  ByteInput(byte[] bytes) {
    this.bytes = bytes;
  }

  int readByte() throws IOException {
    return bytes[taking(1)] & 0xff;
  }

  int readInt() throws IOException {
    return (int) ByteOutput.INTS.get(bytes, taking(Integer.BYTES));
  }

  long readLong() throws IOException {
    return (long) ByteOutput.LONGS.get(bytes, taking(Long.BYTES));
  }

  int readVarint() throws IOException {
    int value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int next = readByte();
      value |= (next & 0x7f) << shift;
      if ((next & 0x80) == 0) {
        return value;
      }
    }
    throw new IOException("a number of more than five bytes: the record is damaged");
  }

  byte[] read(int length) throws IOException {
    int from = taking(length);
    return Arrays.copyOfRange(bytes, from, from + length);
  }

  private int taking(int length) throws IOException {
    int from = at;
    if (length < 0 || length > bytes.length - from) {
      throw new EOFException("a record ends after " + bytes.length + " bytes: it is damaged");
    }
    at = from + length;
    return from;
  }
}

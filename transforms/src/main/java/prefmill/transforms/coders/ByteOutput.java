package prefmill.transforms.coders;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Bytes in memory that grow. Not safe for several threads, which is what makes it faster than the
 * streams of java.io.
 */
final class ByteOutput {
  private static final int KEPT_BYTES = 1 << 20;
  private static final int FIRST_BYTES = 1 << 10;
  static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes = new byte[FIRST_BYTES];
  private int size;

  /** Forgets what was written, and the room that a very large record took. */
  ByteOutput reset() {
    if (bytes.length > KEPT_BYTES) {
      bytes = new byte[FIRST_BYTES];
    }
    size = 0;
    return this;
  }

  int size() {
    return size;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
  }

  void writeByte(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  void writeInt(int value) {
    room(Integer.BYTES);
    INTS.set(bytes, size, value);
    size += Integer.BYTES;
  }

  void writeLong(long value) {
    room(Long.BYTES);
    LONGS.set(bytes, size, value);
    size += Long.BYTES;
  }

  /** Unsigned, in as few bytes as it needs, seven bits a byte (LEB128). */
  void writeVarint(int value) {
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      writeByte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    writeByte(rest);
  }

  void write(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.multiplyExact(bytes.length, 2), size + more));
    }
  }
}

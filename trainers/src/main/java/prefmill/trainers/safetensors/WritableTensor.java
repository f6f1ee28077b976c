package prefmill.trainers.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;

/** A tensor that can be written, be it in memory, in another file, or computed on the way. */
public interface WritableTensor {
  /** The type of its elements. */
  TensorType type();

  /** Its lengths, outermost first. */
  List<Long> shape();

  /** Writes its elements in row-major order, little-endian: exactly as many as the shape holds. */
  void writeTo(WritableByteChannel out) throws IOException;

  /** Writes all that is left of some bytes. */
  static void writeFully(WritableByteChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}

package prefmill.trainers.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Floats that are computed row by row while they are written, rounded to the type of the file.
 *
 * @param type F32, F16 or BF16
 * @param shape rows and columns
 * @param source computes the rows
 */
public record RoundedFloats(TensorType type, List<Long> shape, Rows source)
    implements WritableTensor {
  public RoundedFloats {
    shape = List.copyOf(shape);
  }

  /** Computes rows, each as long as the tensor has columns. */
  @FunctionalInterface
  public interface Rows {
    /** Called once, when the tensor is written. */
    IntFunction<float[]> open() throws IOException;
  }

  @Override
  public void writeTo(WritableByteChannel out) throws IOException {
    int columns = Math.toIntExact(shape.get(1));
    ByteBuffer bytes = ByteBuffer.allocate(columns * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    IntFunction<float[]> rows = source.open();
    for (int row = 0; row < shape.get(0); row++) {
      bytes.clear();
      for (float number : rows.apply(row)) {
        switch (type) {
          case F32 -> bytes.putFloat(number);
          case BF16 -> bytes.putShort(HalfPrecision.roundBfloat16(number));
          case F16 -> bytes.putShort(HalfPrecision.roundFloat16(number));
          default -> throw new IllegalStateException("floats cannot be stored as " + type);
        }
      }
      WritableTensor.writeFully(out, bytes.flip());
    }
  }
}

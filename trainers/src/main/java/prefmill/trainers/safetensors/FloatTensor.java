package prefmill.trainers.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;

/**
 * 32-bit floats with a shape.
 *
 * @param shape the lengths, outermost first
 * @param values the numbers in row-major order, read-only
 */
public record FloatTensor(List<Long> shape, FloatBuffer values) implements WritableTensor {
  private static final int CHUNK = 1 << 16;

  /** Checks that there are as many numbers as the shape holds. */
  public FloatTensor {
    shape = List.copyOf(shape);
    values = values.asReadOnlyBuffer();
    long elements = shape.stream().reduce(1L, Math::multiplyExact);
    if (values.remaining() != elements) {
      throw new IllegalArgumentException(values.remaining() + " numbers for the shape " + shape);
    }
  }

  /** Wraps an array that the caller no longer changes. */
  public static FloatTensor of(float[] values, long... shape) {
    return new FloatTensor(
        java.util.Arrays.stream(shape).boxed().toList(), FloatBuffer.wrap(values));
  }

  @Override
  public TensorType type() {
    return TensorType.F32;
  }

  @Override
  public void writeTo(WritableByteChannel out) throws IOException {
    FloatBuffer left = values.duplicate();
    ByteBuffer bytes = ByteBuffer.allocate(4 * CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    while (left.hasRemaining()) {
      int count = Math.min(CHUNK, left.remaining());
      bytes.clear().asFloatBuffer().put(left.slice(left.position(), count));
      left.position(left.position() + count);
      WritableTensor.writeFully(out, bytes.limit(4 * count));
    }
  }

  /** A fresh copy of the numbers. */
  public float[] toArray() {
    float[] copy = new float[values.remaining()];
    values.duplicate().get(copy);
    return copy;
  }
}

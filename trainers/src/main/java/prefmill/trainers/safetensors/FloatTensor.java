package prefmill.trainers.safetensors;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * Numbers with a shape.
 *
 * @param shape the lengths, outermost first
 * @param values the numbers in row-major order, read-only
 */
public record FloatTensor(List<Long> shape, FloatBuffer values) {
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

  /** A fresh copy of the numbers. */
  public float[] toArray() {
    float[] copy = new float[values.remaining()];
    values.duplicate().get(copy);
    return copy;
  }
}

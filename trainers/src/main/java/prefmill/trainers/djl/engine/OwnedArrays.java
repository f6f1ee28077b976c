package prefmill.trainers.djl.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Makes arrays that own their memory. An array straight from a Java buffer may only borrow it, and
 * what autograd keeps of it is garbage once the buffer is collected.
 */
public final class OwnedArrays {
  private static final int CHUNK = 1 << 24;

  private OwnedArrays() {}

  /** Reads a run of elements. */
  @FunctionalInterface
  public interface Source {
    /** Elements {@code first} to {@code first + count} in row-major order. */
    FloatBuffer read(long first, int count) throws IOException;
  }

  /** An array of floats. */
  public static NDArray of(NDManager manager, FloatBuffer values, Shape shape) {
    try (NDArray borrowed = manager.create(values, shape, DataType.FLOAT32)) {
      return borrowed.duplicate();
    }
  }

  /** An array of floats of any size, read in pieces of 64 MiB, since a buffer ends at 2 GiB. */
  public static NDArray of(NDManager manager, List<Long> shape, Source source) throws IOException {
    return of(manager, shape, source, CHUNK);
  }

  static NDArray of(NDManager manager, List<Long> shape, Source source, int chunk)
      throws IOException {
    Shape whole = new Shape(shape);
    long rows = shape.isEmpty() ? 1 : shape.get(0);
    long row = whole.size() / Math.max(1, rows);
    long rowsPerChunk = Math.max(1, chunk / Math.max(1, row));
    if (rows <= rowsPerChunk) {
      return of(manager, source.read(0, Math.toIntExact(whole.size())), whole);
    }
    NDList pieces = new NDList();
    for (long from = 0; from < rows; from += rowsPerChunk) {
      long count = Math.min(rowsPerChunk, rows - from);
      pieces.add(
          of(
              manager,
              source.read(from * row, Math.toIntExact(count * row)),
              new Shape(count, row)));
    }
    try {
      NDArray joined = NDArrays.concat(pieces);
      return joined.reshape(whole);
    } finally {
      pieces.close();
    }
  }
}

package prefmill.trainers.safetensors;

import java.util.List;

/**
 * Where a tensor lies in its file.
 *
 * @param name its name
 * @param type its elements' type
 * @param shape its lengths, outermost first; empty for a single number
 * @param begin its first byte, counted from the end of the header
 * @param end the byte behind its last one
 */
public record TensorInfo(String name, TensorType type, List<Long> shape, long begin, long end) {
  public TensorInfo {
    shape = List.copyOf(shape);
  }

  /** How many elements it has. */
  public long elements() {
    return (end - begin) / type.bytes();
  }
}

package prefmill.transforms.coders;

import java.io.IOException;

/** Writes and reads one type. */
interface Codec<T> {
  void write(T value, ByteOutput out) throws IOException;

  T read(ByteInput in) throws IOException;
}

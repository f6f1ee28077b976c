package prefmill.transforms.coders;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Writes and reads one type. */
interface Codec<T> {
  void write(T value, DataOutputStream out) throws IOException;

  T read(DataInputStream in) throws IOException;
}

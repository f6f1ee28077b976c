package prefmill.trainers.safetensors;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * Reads a safetensors file of any size through memory maps.
 *
 * <p>The header is judged whole before any tensor is handed out. Pickled weights, which can run
 * code, are refused by their first bytes. Format: https://github.com/huggingface/safetensors.
 */
public final class SafetensorsFile implements AutoCloseable {
  private static final int MAX_HEADER = 100_000_000;

  private final Path file;
  private final FileChannel channel;
  private final long data;
  private final Map<String, TensorInfo> tensors;

  private SafetensorsFile(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    byte[] length = read(0, 8);
    long header = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (header < 2 || header > MAX_HEADER || header > channel.size() - 8) {
      throw new SafetensorsException(file, headerFault(length, header));
    }
    this.data = 8 + header;
    this.tensors =
        SafetensorsHeader.parse(
            file, read(8, (int) header), Math.subtractExact(channel.size(), data));
  }

  /**
   * Opens and judges a file.
   *
   * @throws SafetensorsException if it is not sound
   */
  public static SafetensorsFile open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new SafetensorsFile(file, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** The tensors by name, in the order of their data. */
  public Map<String, TensorInfo> tensors() {
    return tensors;
  }

  /**
   * A whole tensor, widened to 32-bit floats.
   *
   * @throws IOException if it is not there, not of a float type, or above two billion elements
   */
  public FloatTensor floats(String name) throws IOException {
    TensorInfo t = tensor(name);
    return new FloatTensor(t.shape(), floats(name, 0, Math.toIntExact(t.elements())));
  }

  /** A run of a tensor's elements in row-major order, widened to 32-bit floats. */
  public FloatBuffer floats(String name, long first, int count) throws IOException {
    TensorInfo t = tensor(name);
    if (first < 0 || count < 0 || first + count > t.elements()) {
      throw new IndexOutOfBoundsException(name + ": " + first + " + " + count);
    }
    int width = t.type().bytes();
    ByteBuffer bytes =
        channel
            .map(
                MapMode.READ_ONLY,
                data + t.begin() + first * width,
                Math.multiplyExact((long) count, width))
            .order(ByteOrder.LITTLE_ENDIAN);
    return switch (t.type()) {
      case F32 -> bytes.asFloatBuffer();
      case BF16 -> HalfPrecision.bfloat16(bytes.asShortBuffer());
      case F16 -> HalfPrecision.float16(bytes.asShortBuffer());
      default ->
          throw new SafetensorsException(
              file, name + " is of type " + t.type() + ", weights must be F32, F16 or BF16");
    };
  }

  /** A tensor of any type, to be written elsewhere as it is; the file stays open until then. */
  public WritableTensor stored(String name) throws IOException {
    return new Stored(channel, data, tensor(name));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private record Stored(FileChannel file, long data, TensorInfo info) implements WritableTensor {
    @Override
    public TensorType type() {
      return info.type();
    }

    @Override
    public List<Long> shape() {
      return info.shape();
    }

    @Override
    public void writeTo(WritableByteChannel out) throws IOException {
      long at = data + info.begin();
      long end = data + info.end();
      while (at < end) {
        long copied = file.transferTo(at, end - at, out);
        if (copied <= 0) {
          throw new EOFException("The weights' file has become shorter while it was read.");
        }
        at += copied;
      }
    }
  }

  private TensorInfo tensor(String name) throws SafetensorsException {
    TensorInfo t = tensors.get(name);
    if (t == null) {
      throw new SafetensorsException(file, "it lacks the tensor " + name);
    }
    return t;
  }

  private byte[] read(long position, int count) throws IOException {
    byte[] array = new byte[count];
    ByteBuffer bytes = ByteBuffer.wrap(array);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new SafetensorsException(file, "it ends within its header");
      }
    }
    return array;
  }

  private static String headerFault(byte[] start, long header) {
    boolean zip = start[0] == 'P' && start[1] == 'K' && start[2] == 3 && start[3] == 4;
    boolean pickle = start[0] == (byte) 0x80 && start[1] >= 2 && start[1] <= 5;
    boolean textPickle = start[0] == '(' || start[0] == 'c'; // protocols 0 and 1 have no mark
    return zip || pickle || textPickle
        ? "it is a pickle, which can run code; save the weights as safetensors"
        : "it names a header of " + header + " bytes";
  }
}

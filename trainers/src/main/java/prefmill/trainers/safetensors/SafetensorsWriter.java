package prefmill.trainers.safetensors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;

/**
 * Writes 32-bit floats as a safetensors file: the same tensors make the same bytes, and the file
 * appears under its name only whole and synced.
 */
public final class SafetensorsWriter {
  private static final int CHUNK = 1 << 16;

  private SafetensorsWriter() {}

  /**
   * Writes the tensors in the order of their names.
   *
   * @param file the name to appear; an older file of the name is replaced
   */
  public static void write(Path file, SortedMap<String, FloatTensor> tensors) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try (FileChannel out =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      writeFully(out, header(tensors));
      for (FloatTensor tensor : tensors.values()) {
        write(out, tensor.values().duplicate());
      }
      out.force(true);
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static ByteBuffer header(Map<String, FloatTensor> tensors) throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode root = json.createObjectNode();
    // transformers refuses a file that does not say which framework's layout it has
    root.putObject("__metadata__").put("format", "pt");
    long offset = 0;
    for (Map.Entry<String, FloatTensor> e : tensors.entrySet()) {
      ObjectNode node = root.putObject(e.getKey()).put("dtype", TensorType.F32.name());
      node.set("shape", json.valueToTree(e.getValue().shape()));
      long end = offset + 4L * e.getValue().values().remaining();
      node.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] text = json.writeValueAsBytes(root);
    int padded = (text.length + 7) / 8 * 8;
    byte[] padding = new byte[padded - text.length];
    Arrays.fill(padding, (byte) ' ');
    return ByteBuffer.allocate(8 + padded)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(padded)
        .put(text)
        .put(padding)
        .flip();
  }

  private static void write(FileChannel out, FloatBuffer values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4 * CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    while (values.hasRemaining()) {
      int count = Math.min(CHUNK, values.remaining());
      bytes.clear().asFloatBuffer().put(values.slice(values.position(), count));
      values.position(values.position() + count);
      writeFully(out, bytes.limit(4 * count));
    }
  }

  private static void writeFully(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}

package prefmill.trainers.safetensors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;

/**
 * Writes a safetensors file: the same tensors make the same bytes, and the file appears under its
 * name only whole and synced.
 */
public final class SafetensorsWriter {
  private SafetensorsWriter() {}

  /**
   * Writes the tensors in the order of their names.
   *
   * @param file the name to appear; an older file of the name is replaced
   */
  public static void write(Path file, SortedMap<String, ? extends WritableTensor> tensors)
      throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try (FileChannel out =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      WritableTensor.writeFully(out, header(tensors));
      for (WritableTensor tensor : tensors.values()) {
        tensor.writeTo(out);
      }
      out.force(true);
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static ByteBuffer header(Map<String, ? extends WritableTensor> tensors)
      throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode root = json.createObjectNode();
    // transformers refuses a file that does not say which framework's layout it has
    root.putObject("__metadata__").put("format", "pt");
    long offset = 0;
    for (Map.Entry<String, ? extends WritableTensor> e : tensors.entrySet()) {
      WritableTensor tensor = e.getValue();
      ObjectNode node = root.putObject(e.getKey()).put("dtype", tensor.type().name());
      node.set("shape", json.valueToTree(tensor.shape()));
      long end =
          offset
              + tensor.shape().stream().reduce((long) tensor.type().bytes(), Math::multiplyExact);
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
}

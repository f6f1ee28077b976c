package prefmill.pipelines.rows.stored;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.util.CoderUtils;
import prefmill.datasets.rows.Row;
import prefmill.transforms.coders.RecordCoder;

/** Reads stored rows back. */
public final class StoredTexts implements AutoCloseable {
  private static final RecordCoder<Row> CODER = RecordCoder.of(Row.class);

  private final Path folder;
  private final Map<String, SeekableByteChannel> open = new HashMap<>();

  private StoredTexts(Path folder) {
    this.folder = folder;
  }

  /** The texts below the folder that {@link StoreRows} wrote to. */
  public static StoredTexts in(Path folder) {
    return new StoredTexts(folder);
  }

  /**
   * The row at a place.
   *
   * @throws KeptFault if that is not what was written there
   */
  public Row read(TextRef ref) throws IOException {
    SeekableByteChannel file = open.get(ref.file());
    if (file == null) {
      file = open(folder.resolve(ref.file()));
      open.put(ref.file(), file);
    }
    ByteBuffer bytes = ByteBuffer.allocate(ref.length());
    file.position(ref.offset());
    while (bytes.hasRemaining() && file.read(bytes) >= 0) {}
    if (bytes.hasRemaining() || crc(bytes.array()) != ref.crc()) {
      throw KeptFault.damaged(folder.resolve(ref.file()), null);
    }
    return CoderUtils.decodeFromByteArray(CODER, bytes.array());
  }

  private static SeekableByteChannel open(Path file) throws IOException {
    try {
      return Files.newByteChannel(file);
    } catch (NoSuchFileException e) {
      throw KeptFault.damaged(file, e);
    }
  }

  static int crc(byte[] bytes) {
    return (int) KeptFile.crc(bytes);
  }

  @Override
  public void close() throws IOException {
    for (SeekableByteChannel file : open.values()) {
      file.close();
    }
  }
}

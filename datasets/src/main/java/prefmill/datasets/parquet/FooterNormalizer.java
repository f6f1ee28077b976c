package prefmill.datasets.parquet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/**
 * Makes a Parquet file's bytes depend on its content alone.
 *
 * <p>The writer lists a column's encodings in the order of identity hashes, which differs from JVM
 * to JVM (apache/parquet-java issue 3215). Sorting these lists loses nothing: readers take them as
 * sets.
 */
public final class FooterNormalizer {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int TAIL = 8;

  private static final Comparator<PageEncodingStats> BY_PAGE_AND_ENCODING =
      Comparator.comparingInt((PageEncodingStats stats) -> stats.getPage_type().getValue())
          .thenComparingInt(stats -> stats.getEncoding().getValue());

  private FooterNormalizer() {}

  /**
   * The same file with the unordered lists of its footer sorted.
   *
   * @throws IllegalArgumentException if the bytes are no Parquet file
   */
  public static byte[] normalize(byte[] file) {
    int start = footerStart(file);
    byte[] tail = tail(file, start, file.length - TAIL - start);
    byte[] normal = Arrays.copyOf(file, start + tail.length);
    System.arraycopy(tail, 0, normal, start, tail.length);
    return normal;
  }

  /** The same in place, of a file on a disk. */
  static void normalize(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      byte[] end = read(channel, channel.size() - TAIL, TAIL);
      int length = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN).getInt();
      long start = channel.size() - TAIL - length;
      ByteBuffer tail = ByteBuffer.wrap(tail(read(channel, start, length), 0, length));
      channel.truncate(start);
      channel.position(start);
      while (tail.hasRemaining()) {
        channel.write(tail);
      }
    }
  }

  private static byte[] read(FileChannel channel, long position, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw new EOFException("the file ends within its footer");
      }
    }
    return bytes.array();
  }

  /** All that follows the column chunks. */
  private static byte[] tail(byte[] file, int start, int length) {
    try {
      FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(file, start, length));
      sort(footer);
      ByteArrayOutputStream out = new ByteArrayOutputStream(length + TAIL);
      Util.writeFileMetaData(footer, out);
      out.write(littleEndian(out.size()));
      out.write(MAGIC);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("the Parquet footer cannot be read", e);
    }
  }

  static void sort(FileMetaData footer) {
    for (RowGroup group : footer.getRow_groups()) {
      for (ColumnChunk chunk : group.getColumns()) {
        ColumnMetaData column = chunk.getMeta_data();
        Collections.sort(column.getEncodings());
        if (column.isSetEncoding_stats()) {
          column.getEncoding_stats().sort(BY_PAGE_AND_ENCODING);
        }
      }
    }
    if (footer.isSetKey_value_metadata()) {
      footer.getKey_value_metadata().sort(Comparator.comparing(KeyValue::getKey));
    }
  }

  static int footerStart(byte[] file) {
    int length =
        file.length < TAIL + MAGIC.length
            ? -1
            : ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(file.length - TAIL);
    int start = file.length - TAIL - length;
    if (length < 0
        || start < MAGIC.length
        || !Arrays.equals(file, file.length - MAGIC.length, file.length, MAGIC, 0, MAGIC.length)) {
      throw new IllegalArgumentException("the bytes are no Parquet file: its footer is missing");
    }
    return start;
  }

  static byte[] littleEndian(int number) {
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array();
  }
}

package prefmill.pipelines.source.scan;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import prefmill.transforms.parse.RawRecord;

/** Finds the records in a file's bytes, block by block, with their exact positions. */
public abstract sealed class RecordScanner permits LineScanner, ArrayScanner {
  private static final int BLOCK = 1 << 16;

  private final String source;
  private final String file;
  private final Consumer<RawRecord> records;

  RecordScanner(String source, String file, Consumer<RawRecord> records) {
    this.source = source;
    this.file = file;
    this.records = records;
  }

  /**
   * Scans lines from a line's first byte.
   *
   * @param line its number, from 1
   * @param offset its offset in the file
   */
  public static RecordScanner ofLines(
      String source, String file, long line, long offset, Consumer<RawRecord> records) {
    return new LineScanner(source, file, line, offset, records);
  }

  /** Scans the elements of an array from this offset, on the file's first line. */
  public static RecordScanner ofArray(
      String source, String file, long offset, Consumer<RawRecord> records) {
    return new ArrayScanner(source, file, offset, records);
  }

  /** Scans the bytes up to the limit, or to the end of the stream where there is no limit. */
  public final void scan(InputStream in, long limit) throws IOException {
    byte[] block = new byte[BLOCK];
    long left = limit;
    while (left > 0) {
      int length = in.read(block, 0, (int) Math.min(BLOCK, left));
      if (length < 0) {
        if (limit != Long.MAX_VALUE) {
          throw new IOException("the file became shorter while it was read");
        }
        break;
      }
      block(block, length);
      left -= length;
    }
    end();
  }

  /** Takes the next bytes. */
  abstract void block(byte[] bytes, int length);

  /** No more bytes come. */
  abstract void end();

  final void emit(long line, long offset, long length, byte[] bytes) {
    records.accept(new RawRecord(source, file, line, offset, length, bytes));
  }
}

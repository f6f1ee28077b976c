package prefmill.pipelines.source.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import prefmill.transforms.parse.RawRecord;

/** Finds the records in a file's bytes, block by block, with their exact positions. */
abstract sealed class RecordScanner permits LineScanner, ArrayScanner {
  private static final int BLOCK = 1 << 16;

  private final FileRead read;
  private final Consumer<RawRecord> records;

  RecordScanner(FileRead read, Consumer<RawRecord> records) {
    this.read = read;
    this.records = records;
  }

  /** Scans the bytes up to the limit, or to the end of the stream where there is no limit. */
  final void scan(InputStream in, long limit) throws IOException {
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
    records.accept(new RawRecord(read.source(), read.file(), line, offset, length, bytes));
  }
}

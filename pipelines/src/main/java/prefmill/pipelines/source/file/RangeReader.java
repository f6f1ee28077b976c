package prefmill.pipelines.source.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import prefmill.pipelines.source.scan.RecordScanner;
import prefmill.transforms.parse.RawRecord;

/** Reads the records of one range. */
final class RangeReader {
  private static final int BUFFER = 1 << 16;

  private RangeReader() {}

  /** Opens a file from its first byte, as it lies on the disk. */
  static FileChannel open(FileRead read) throws IOException {
    return FileChannel.open(Path.of(read.path()), StandardOpenOption.READ);
  }

  /** Hands on every record of the range; the last line needs no newline. */
  static void read(FileRange range, Consumer<RawRecord> records) throws IOException {
    FileRead read = range.read();
    try (FileChannel channel = open(read)) {
      channel.position(range.start());
      boolean compressed = FileFormat.of(read.path()) == FileFormat.COMPRESSED;
      InputStream in =
          new BufferedInputStream(
              Channels.newInputStream(
                  compressed
                      ? FileFormat.compression(read.path()).readDecompressed(channel)
                      : channel),
              BUFFER);
      long skipped = range.start() == 0 ? skipByteOrderMark(in) : 0;
      long limit = compressed ? Long.MAX_VALUE : range.end() - range.start() - skipped;
      scanner(range, in, skipped, records).scan(in, limit);
    }
  }

  private static RecordScanner scanner(
      FileRange range, InputStream in, long skipped, Consumer<RawRecord> records)
      throws IOException {
    FileRead read = range.read();
    if (FileFormat.mayBeArray(read.path()) && startsArray(in)) {
      return RecordScanner.ofArray(read.source(), read.file(), skipped, records);
    }
    return RecordScanner.ofLines(
        read.source(), read.file(), range.line(), range.start() + skipped, records);
  }

  private static long skipByteOrderMark(InputStream in) throws IOException {
    in.mark(3);
    if (in.read() == 0xEF && in.read() == 0xBB && in.read() == 0xBF) {
      return 3;
    }
    in.reset();
    return 0;
  }

  private static boolean startsArray(InputStream in) throws IOException {
    in.mark(BUFFER);
    int b = in.read();
    for (int i = 1; i < BUFFER && (b == ' ' || b == '\t' || b == '\r' || b == '\n'); i++) {
      b = in.read();
    }
    in.reset();
    return b == '[';
  }
}

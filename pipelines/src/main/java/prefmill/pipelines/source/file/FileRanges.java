package prefmill.pipelines.source.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/**
 * Cuts a file of lines into ranges of about one size, each starting with a line whose number is
 * known: one pass over the bytes that only counts newlines.
 */
final class FileRanges {
  private static final int BLOCK = 1 << 20;

  private final FileRead read;
  private final long size;
  private final Consumer<FileRange> ranges;
  private long start;
  private long startLine = 1;
  private long line = 1;

  private FileRanges(FileRead read, long size, Consumer<FileRange> ranges) {
    this.read = read;
    this.size = size;
    this.ranges = ranges;
    this.start = read.from();
  }

  /**
   * Cuts what is to be read of a file.
   *
   * @param in the file from its first byte
   * @param size the bytes that a range has at least
   */
  static void cut(FileRead read, InputStream in, long size, Consumer<FileRange> ranges)
      throws IOException {
    if (!read.isSplittable() || (read.from() == 0 && read.to() <= size)) {
      ranges.accept(new FileRange(read, read.from(), read.to(), 1));
      return;
    }
    new FileRanges(read, size, ranges).scan(in);
  }

  private void scan(InputStream in) throws IOException {
    byte[] block = new byte[BLOCK];
    long offset = 0;
    while (offset < read.to()) {
      int length = in.read(block, 0, (int) Math.min(BLOCK, read.to() - offset));
      if (length < 0) {
        throw new IOException("the file became shorter while it was read");
      }
      for (int i = 0; i < length; i++) {
        if (block[i] == '\n') {
          endLine(offset + i + 1);
        }
      }
      offset += length;
    }
    ranges.accept(new FileRange(read, start, read.to(), startLine));
  }

  private void endLine(long next) {
    line++;
    if (next <= read.from()) {
      startLine = line;
    } else if (next - start >= size && next < read.to()) {
      ranges.accept(new FileRange(read, start, next, startLine));
      start = next;
      startLine = line;
    }
  }
}

package prefmill.pipelines.source.scan;

import java.util.Arrays;
import java.util.function.Consumer;
import prefmill.transforms.parse.RawRecord;

/**
 * One record a line; a carriage return before the newline is no part of it, nor are blank lines.
 */
final class LineScanner extends RecordScanner {
  private final RecordBuffer begun = new RecordBuffer();
  private boolean carriageReturn;
  private long line;
  private long offset;

  /**
   * A scanner from a line's first byte.
   *
   * @param line its number, from 1
   * @param offset its offset in the file
   */
  LineScanner(String source, String file, long line, long offset, Consumer<RawRecord> records) {
    super(source, file, records);
    this.line = line;
    this.offset = offset;
  }

  @Override
  void block(byte[] bytes, int length) {
    int start = 0;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        if (start == 0 && (begun.length() > 0 || carriageReturn)) {
          append(bytes, start, i);
          endBegun();
        } else {
          endWhole(bytes, start, i);
        }
        start = i + 1;
        line++;
      }
    }
    append(bytes, start, length);
  }

  @Override
  void end() {
    endBegun();
  }

  /** Holds a last carriage return back: only the next byte tells whether it ends the line. */
  private void append(byte[] bytes, int from, int to) {
    if (from == to) {
      return;
    }
    if (carriageReturn) {
      begun.append(new byte[] {'\r'}, 0, 1);
    }
    carriageReturn = bytes[to - 1] == '\r';
    begun.append(bytes, from, carriageReturn ? to - 1 : to);
  }

  private void endBegun() {
    long length = begun.length();
    byte[] bytes = begun.take();
    if (length > RawRecord.MAX_LENGTH || !isBlank(bytes, 0, bytes.length)) {
      emit(line, offset, length, bytes);
    }
    offset += length + (carriageReturn ? 2 : 1);
    carriageReturn = false;
  }

  private void endWhole(byte[] bytes, int from, int newline) {
    int to = newline > from && bytes[newline - 1] == '\r' ? newline - 1 : newline;
    if (!isBlank(bytes, from, to)) {
      emit(line, offset, to - from, Arrays.copyOfRange(bytes, from, to));
    }
    offset += newline + 1 - from;
  }

  private static boolean isBlank(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
        return false;
      }
    }
    return true;
  }
}

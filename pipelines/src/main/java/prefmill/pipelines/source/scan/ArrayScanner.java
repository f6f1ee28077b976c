package prefmill.pipelines.source.scan;

import java.util.function.Consumer;
import prefmill.transforms.parse.RawRecord;

/**
 * One record an element of a JSON array, found by brackets and quotes alone: what is inside is
 * judged later, so that one bad element spoils no other.
 */
final class ArrayScanner extends RecordScanner {
  private final RecordBuffer element = new RecordBuffer();
  private boolean opened;
  private boolean closed;
  private boolean inElement;
  private boolean inString;
  private boolean escaped;
  private int depth;
  private long position;
  private long line = 1;
  private long elementLine;
  private long elementOffset;

  ArrayScanner(String source, String file, long offset, Consumer<RawRecord> records) {
    super(source, file, records);
    this.position = offset;
  }

  @Override
  void block(byte[] bytes, int length) {
    int from = 0;
    for (int i = 0; i < length; i++) {
      byte b = bytes[i];
      if (!inElement) {
        if (startsElement(b)) {
          inElement = true;
          elementLine = line;
          elementOffset = position + i;
          from = i;
        }
      }
      if (inElement) {
        int end = endOfElement(b, i);
        if (end >= 0) {
          element.append(bytes, from, end);
          endElement();
          closed |= end == i && b == ']';
        }
      }
      if (b == '\n') {
        line++;
      }
    }
    if (inElement) {
      element.append(bytes, from, length);
    }
    position += length;
  }

  @Override
  void end() {
    if (inElement) {
      endElement();
    }
  }

  private void endElement() {
    long length = element.length();
    emit(elementLine, elementOffset, length, element.take());
    inElement = false;
    inString = false;
    escaped = false;
    depth = 0;
  }

  /** Outside of elements; after the closing bracket any byte is one of trailing rubbish. */
  private boolean startsElement(byte b) {
    if (b == ' ' || b == '\t' || b == '\r' || b == '\n') {
      return false;
    }
    if (!opened) {
      opened = true;
      return false;
    }
    if (!closed && b == ']') {
      closed = true;
      return false;
    }
    return closed || b != ',';
  }

  /** The place after the element's last byte, if this byte ends it; else -1. */
  private int endOfElement(byte b, int i) {
    if (closed) {
      return -1;
    }
    if (inString) {
      if (escaped) {
        escaped = false;
      } else if (b == '\\') {
        escaped = true;
      } else if (b == '"') {
        inString = false;
        return depth == 0 ? i + 1 : -1;
      }
      return -1;
    }
    switch (b) {
      case '"' -> inString = true;
      case '{', '[' -> depth++;
      case '}', ']' -> {
        if (depth > 0) {
          depth--;
          return depth == 0 ? i + 1 : -1;
        }
        return b == ']' ? i : i + 1;
      }
      case ',', ' ', '\t', '\r', '\n' -> {
        return depth == 0 ? i : -1;
      }
      default -> {
        return -1;
      }
    }
    return -1;
  }
}

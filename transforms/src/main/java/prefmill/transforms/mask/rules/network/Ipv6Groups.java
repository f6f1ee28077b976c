package prefmill.transforms.mask.rules.network;

import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.text.FoldedText;

/** The groups of an IPv6 address that could be read from a place of a text. */
final class Ipv6Groups {
  private static final int GROUPS = 8;
  private static final int NO_GAP = -1;

  private final FoldedText text;
  private final int[] groups = new int[GROUPS];
  private int count;
  private int gap = NO_GAP;
  private int end;
  private int digits;
  private boolean tail;

  private Ipv6Groups(FoldedText text, int start) {
    this.text = text;
    this.end = start;
  }

  /** Reads as many groups as there are. */
  static Ipv6Groups read(FoldedText text, int start) {
    Ipv6Groups address = new Ipv6Groups(text, start);
    boolean more = true;
    while (more && address.count < GROUPS) {
      more = address.readSeparator(start) && (address.readTail() || address.readGroup());
    }
    return address;
  }

  /** The place behind the last group, or behind the gap that closes the address. */
  int end() {
    return end;
  }

  /** Eight groups; or fewer with a gap, if no program's scope looks like that. */
  boolean isAddress() {
    if (gap == NO_GAP) {
      return count == GROUPS && digits > 0;
    }
    boolean likely = tail || count >= 4 || (count > 0 && groups[0] > 0xFF && digits > 1);
    return count < GROUPS && likely;
  }

  /** All eight groups in lower-case hexadecimal digits. */
  String value() {
    StringBuilder value = new StringBuilder();
    int missing = gap == NO_GAP ? 0 : GROUPS - count;
    for (int i = 0; i < GROUPS; i++) {
      boolean filled = missing > 0 && i >= gap && i < gap + missing;
      int group = filled ? 0 : groups[missing > 0 && i >= gap ? i - missing : i];
      value.append(i == 0 ? "" : ":").append(Integer.toHexString(group));
    }
    return value.toString();
  }

  private boolean readSeparator(int start) {
    boolean colon = text.at(end) == ':';
    if (colon && text.at(end + 1) == ':' && gap == NO_GAP) {
      gap = count;
      end += 2;
      return true;
    }
    if (colon && count > 0 && gap != count && Ascii.isHex(text.at(end + 1))) {
      end++;
      return true;
    }
    return end == start;
  }

  private boolean readGroup() {
    int first = end;
    int value = 0;
    while (end - first < 4 && Ascii.isHex(text.at(end))) {
      digits += Ascii.isDigit(text.at(end)) ? 1 : 0;
      value = value * 16 + Character.digit(text.at(end++), 16);
    }
    if (end > first) {
      groups[count++] = value;
    }
    return end > first;
  }

  /** Reads an address of version 4 in the last two groups' place. */
  private boolean readTail() {
    boolean last = gap == NO_GAP ? count == GROUPS - 2 : count <= GROUPS - 2;
    int tailEnd = last ? Ipv4Rule.end(text, end) : -1;
    if (tailEnd < 0 || tail) {
      return false;
    }
    tail = true;
    int value = 0;
    int part = 0;
    for (; end <= tailEnd; end++) {
      if (end == tailEnd || text.at(end) == '.') {
        value = value << 8 | part;
        part = 0;
      } else {
        part = part * 10 + text.at(end) - '0';
      }
    }
    end = tailEnd;
    groups[count++] = value >>> 16;
    groups[count++] = value & 0xFFFF;
    return true;
  }
}

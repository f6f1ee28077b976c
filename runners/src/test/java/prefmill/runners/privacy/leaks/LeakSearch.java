package prefmill.runners.privacy.leaks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Looks for every form of many canaries in bytes, in any case, in one pass over them. */
final class LeakSearch {
  private static final int HEAD = 4;
  private static final int FILTER_BITS = 22;
  private static final int MIX = 0x9E3779B1;

  private final BitSet filter = new BitSet(1 << FILTER_BITS);
  private final Map<Integer, List<Wanted>> byHead = new HashMap<>();
  private final TreeSet<String> leaks = new TreeSet<>();
  private long searched;

  LeakSearch(List<Canary> canaries) {
    for (Canary canary : canaries) {
      canary
          .forms()
          .forEach((name, forms) -> forms.forEach(form -> add(canary + " (" + name + ")", form)));
    }
  }

  private void add(String what, String form) {
    byte[] bytes = folded(form.getBytes(ISO_8859_1));
    int head = head(bytes, 0);
    filter.set(hash(head));
    byHead.computeIfAbsent(head, key -> new ArrayList<>()).add(new Wanted(what, bytes));
  }

  /** Searches a text. */
  void text(String place, String text) {
    bytes(place, text.getBytes(UTF_8));
  }

  /** Searches bytes. */
  void bytes(String place, byte[] original) {
    byte[] bytes = folded(original);
    for (int at = 0; at + HEAD <= bytes.length; at++) {
      int head = head(bytes, at);
      if (filter.get(hash(head))) {
        for (Wanted wanted : byHead.getOrDefault(head, List.of())) {
          if (wanted.standsAt(bytes, at)) {
            leaks.add(place + ": " + wanted.what);
          }
        }
      }
    }
    searched += original.length;
  }

  /** In small letters, and with one backslash where escapes of escapes have several. */
  private static byte[] folded(byte[] original) {
    byte[] folded = new byte[original.length];
    int length = 0;
    for (byte b : original) {
      if (b != '\\' || length == 0 || folded[length - 1] != '\\') {
        folded[length++] = b >= 'A' && b <= 'Z' ? (byte) (b + 'a' - 'A') : b;
      }
    }
    return Arrays.copyOf(folded, length);
  }

  /** What was found, as place and canary. */
  List<String> leaks() {
    return List.copyOf(leaks);
  }

  /** How many bytes were searched. */
  long searched() {
    return searched;
  }

  private static int head(byte[] bytes, int at) {
    return (bytes[at] & 0xFF)
        | ((bytes[at + 1] & 0xFF) << 8)
        | ((bytes[at + 2] & 0xFF) << 16)
        | (bytes[at + 3] << 24);
  }

  private static int hash(int head) {
    return (head * MIX) >>> (Integer.SIZE - FILTER_BITS);
  }

  /** One form of a canary. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Wanted(String what, byte[] bytes) {
    boolean standsAt(byte[] text, int at) {
      if (at + bytes.length > text.length) {
        return false;
      }
      for (int i = HEAD; i < bytes.length; i++) {
        if (text[at + i] != bytes[i]) {
          return false;
        }
      }
      return true;
    }
  }
}

package prefmill.trainers.tiny;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The printable stand-ins of the 256 bytes in byte-level BPE (Radford et al., 2019): printable
 * bytes stand for themselves, the others for the code points from 256 on.
 */
final class ByteAlphabet {
  private static final char[] STAND_INS = standIns();

  private ByteAlphabet() {}

  /** The stand-in of each byte of a text in UTF-8. */
  static String of(String text) {
    StringBuilder symbols = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      symbols.append(STAND_INS[b & 0xff]);
    }
    return symbols.toString();
  }

  /** All stand-ins in the order of their code points. */
  static List<String> all() {
    return IntStream.range(0, 256).mapToObj(b -> String.valueOf(STAND_INS[b])).sorted().toList();
  }

  private static char[] standIns() {
    char[] symbols = new char[256];
    char next = 256;
    for (int b = 0; b < 256; b++) {
      boolean printable = (b >= '!' && b <= '~') || (b >= 0xa1 && b <= 0xac) || b >= 0xae;
      symbols[b] = printable ? (char) b : next++;
    }
    return symbols;
  }
}

package prefmill.transforms.mask.bench;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.mask.HostilePieces;
import prefmill.transforms.mask.PiiMasker;
import prefmill.transforms.mask.text.WorstCases;

/**
 * Prints each piece of which a megabyte takes more than 100 ms of CPU to mask, beside 4 us for each
 * of its values, and in the end how many pieces were looked at.
 *
 * <p>Reads the pieces, a JSON string on each line. It does not look for them itself: what counts
 * steps would make every look at a character a virtual call in this process, which it is not where
 * people's texts are masked.
 */
public final class HostileTextClock {
  private static final long MOST_NANOS = 100_000_000;
  private static final long NANOS_A_VALUE = 4_000; // found, settled with what overlaps, written
  private static final int RUNS = 12;
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private final PiiMasker masker =
      PiiMasker.of(
          HostilePieces.RULES,
          KeyedHash.of("0123456789abcdef".getBytes(StandardCharsets.UTF_8), "test"));

  private HostileTextClock() {}

  /**
   * Measures.
   *
   * @param arguments how many milliseconds are too many; nothing for 100
   */
  public static void main(String[] arguments) throws IOException {
    long most = arguments.length > 0 ? Long.parseLong(arguments[0]) * 1_000_000 : MOST_NANOS;
    HostileTextClock clock = new HostileTextClock();
    int pieces = 0;
    try (MappingIterator<String> lines =
        new ObjectMapper().readerFor(String.class).readValues(System.in)) {
      while (lines.hasNext()) {
        String piece = lines.next();
        long nanos = clock.nanosBesideValues(piece, most);
        if (nanos > most) {
          System.out.printf("%d ms of %s%n", nanos / 1_000_000, piece.replace("\n", "\\n"));
        }
        pieces++;
      }
    }
    System.out.printf("%d pieces%n", pieces);
  }

  /** The least of some runs, of which the first ones are still interpreted. */
  private long nanosBesideValues(String piece, long most) {
    String text = WorstCases.repeated(piece, HostilePieces.MEGABYTE);
    long best = Long.MAX_VALUE;
    for (int run = 0; run < RUNS && best > most; run++) {
      long start = CLOCK.getCurrentThreadCpuTime();
      int values = masker.mask(text, HostilePieces.ANNA).values().size();
      long nanos = CLOCK.getCurrentThreadCpuTime() - start;
      best = Math.min(best, nanos - values * NANOS_A_VALUE);
    }
    return best;
  }
}

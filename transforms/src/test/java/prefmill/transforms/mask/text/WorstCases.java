package prefmill.transforms.mask.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Looks for the pieces whose repetition costs the most steps a character: joins, cuts and exchanges
 * fragments, and goes on with the best.
 */
public final class WorstCases {
  private static final int LENGTH = 4_000;
  private static final int LONGEST_PIECE = 80;
  private static final int KEPT = 12;
  private static final int TRIES = 400;

  private final ToLongFunction<String> steps;
  private final Random random;
  private final Set<String> tried = new HashSet<>();
  private final List<Piece> best = new ArrayList<>();

  private record Piece(String text, long steps) {}

  private WorstCases(ToLongFunction<String> steps, long seed) {
    this.steps = steps;
    this.random = new Random(seed);
  }

  /** The worst pieces, the worst first. */
  public static List<String> of(List<String> fragments, ToLongFunction<String> steps, long seed) {
    WorstCases search = new WorstCases(steps, seed);
    fragments.forEach(search::tryOut);
    for (int i = 0; i < TRIES; i++) {
      search.tryOut(search.changed(fragments));
    }
    return search.best.stream().map(Piece::text).toList();
  }

  /** A piece over and over, to about a length. */
  public static String repeated(String piece, int length) {
    return piece.repeat(Math.max(1, length / piece.length()));
  }

  private void tryOut(String piece) {
    if (!piece.isEmpty() && piece.length() <= LONGEST_PIECE && tried.add(piece)) {
      best.add(new Piece(piece, steps.applyAsLong(repeated(piece, LENGTH))));
      best.sort(Comparator.comparingLong(Piece::steps).reversed());
      if (best.size() > KEPT) {
        best.remove(KEPT);
      }
    }
  }

  private String changed(List<String> fragments) {
    String piece = best.get(random.nextInt(best.size())).text();
    String other =
        random.nextBoolean()
            ? fragments.get(random.nextInt(fragments.size()))
            : best.get(random.nextInt(best.size())).text();
    int from = random.nextInt(piece.length() + 1);
    int to = from + random.nextInt(Math.min(3, piece.length() - from) + 1);
    return switch (random.nextInt(4)) {
      case 0 -> piece + other;
      case 1 -> other + piece;
      case 2 -> piece.substring(0, from) + piece.substring(to);
      default -> piece.substring(0, from) + other + piece.substring(to);
    };
  }
}

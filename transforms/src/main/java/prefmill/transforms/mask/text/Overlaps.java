package prefmill.transforms.mask.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Settles which of overlapping findings stand: the longest, then the type of lower rank, then the
 * first.
 *
 * <p>What a loser covers beyond the winner is added to the winner's span, so that no piece of a
 * value stays behind. The result is in the order of the text and free of overlaps. O(n log n).
 */
public final class Overlaps {
  private static final Comparator<Finding> BEST_FIRST =
      Comparator.comparingInt((Finding f) -> -f.length())
          .thenComparingInt(Finding::kind)
          .thenComparingInt(Finding::start)
          .thenComparingInt(Finding::rule);

  private Overlaps() {}

  /** The findings that stand. */
  public static List<Finding> settle(List<Finding> found) {
    return found.size() < 2 ? found : settle(found, List.of());
  }

  /** The findings that stand, where any of the first go before all of the second. */
  public static List<Finding> settle(List<Finding> first, List<Finding> second) {
    List<Finding> ordered = new ArrayList<>(first);
    ordered.addAll(second);
    ordered.sort(Comparator.comparingInt(Finding::start));
    if (!overlap(ordered)) {
      return ordered;
    }
    ordered.clear();
    first.stream().sorted(BEST_FIRST).forEach(ordered::add);
    second.stream().sorted(BEST_FIRST).forEach(ordered::add);
    return standing(ordered);
  }

  private static boolean overlap(List<Finding> byStart) {
    for (int i = 1; i < byStart.size(); i++) {
      if (byStart.get(i).start() < byStart.get(i - 1).end()) {
        return true;
      }
    }
    return false;
  }

  private static List<Finding> standing(List<Finding> ordered) {
    NavigableMap<Integer, Finding> standing = new TreeMap<>();
    List<Finding> losers = new ArrayList<>();
    for (Finding finding : ordered) {
      if (isFree(standing, finding)) {
        standing.put(finding.start(), finding);
      } else {
        losers.add(finding);
      }
    }
    for (Finding loser : losers) {
      cover(standing, loser);
    }
    return List.copyOf(standing.values());
  }

  private static boolean isFree(NavigableMap<Integer, Finding> standing, Finding finding) {
    var before = standing.lowerEntry(finding.end());
    return before == null || before.getValue().end() <= finding.start();
  }

  /** Grows the standing findings over the whole of a loser: the first to the left, each right. */
  private static void cover(NavigableMap<Integer, Finding> standing, Finding loser) {
    var holder = standing.floorEntry(loser.start());
    int from = loser.start();
    if (holder == null || holder.getValue().end() <= from) {
      Finding first = standing.higherEntry(loser.start()).getValue();
      standing.remove(first.start());
      standing.put(from, first.spanning(from, first.end()));
    } else {
      from = holder.getKey();
    }
    Finding current = standing.get(from);
    while (current.end() < loser.end()) {
      var next = standing.higherEntry(current.start());
      int until = next == null ? loser.end() : Math.min(loser.end(), next.getKey());
      standing.put(current.start(), current.spanning(current.start(), until));
      if (next == null || next.getKey() >= loser.end()) {
        return;
      }
      current = next.getValue();
    }
  }
}

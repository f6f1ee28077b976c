package prefmill.transforms.mask.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Settles which of overlapping findings stand: the longest, then the type of lower rank, then the
 * first.
 *
 * <p>What a loser covers beyond the winner is added to the winner's span, so that no piece of a
 * value stays behind. The result is in the order of the text and free of overlaps. O(n log n).
 */
public final class Overlaps {
  private static final Comparator<Finding> BY_START = Comparator.comparingInt(Finding::start);

  /** Where each finding begins, in order, each place once. */
  private final int[] starts;

  /** What stands from there. */
  private final Finding[] standing;

  private final BitSet taken = new BitSet();

  private Overlaps(List<Finding> byStart) {
    int[] places = new int[byStart.size()];
    int count = 0;
    for (Finding finding : byStart) {
      if (count == 0 || places[count - 1] != finding.start()) {
        places[count++] = finding.start();
      }
    }
    starts = Arrays.copyOf(places, count);
    standing = new Finding[count];
  }

  /** The findings that stand. */
  public static List<Finding> settle(List<Finding> found) {
    return found.size() < 2 ? found : settle(found, List.of());
  }

  /** The findings that stand, where any of the first go before all of the second. */
  public static List<Finding> settle(List<Finding> first, List<Finding> second) {
    List<Finding> byStart = new ArrayList<>(first);
    byStart.addAll(second);
    byStart.sort(BY_START);
    if (!overlap(byStart)) {
      return byStart;
    }
    Overlaps overlaps = new Overlaps(byStart);
    List<Finding> losers = new ArrayList<>();
    overlaps.take(first, losers);
    overlaps.take(second, losers);
    losers.forEach(overlaps::cover);
    return overlaps.taken.stream().mapToObj(i -> overlaps.standing[i]).toList();
  }

  private static boolean overlap(List<Finding> byStart) {
    for (int i = 1; i < byStart.size(); i++) {
      if (byStart.get(i).start() < byStart.get(i - 1).end()) {
        return true;
      }
    }
    return false;
  }

  private static int compareBestFirst(Finding a, Finding b) {
    int order = Integer.compare(b.length(), a.length());
    order = order != 0 ? order : Integer.compare(a.kind(), b.kind());
    order = order != 0 ? order : Integer.compare(a.start(), b.start());
    return order != 0 ? order : Integer.compare(a.rule(), b.rule());
  }

  /** Lets those stand that overlap with none that stands already, the best first. */
  private void take(List<Finding> findings, List<Finding> losers) {
    Finding[] bestFirst = findings.toArray(new Finding[0]);
    Arrays.sort(bestFirst, Overlaps::compareBestFirst);
    for (Finding finding : bestFirst) {
      int start = Arrays.binarySearch(starts, finding.start());
      int before = taken.previousSetBit(firstFrom(start, finding.end()) - 1);
      if (before < 0 || standing[before].end() <= finding.start()) {
        put(start, finding);
      } else {
        losers.add(finding);
      }
    }
  }

  /** Grows what stands over the whole of a loser: the first to the left, each right. */
  private void cover(Finding loser) {
    int start = Arrays.binarySearch(starts, loser.start());
    int current = taken.previousSetBit(start);
    if (current < 0 || standing[current].end() <= loser.start()) {
      int first = taken.nextSetBit(start + 1);
      taken.clear(first);
      put(start, standing[first].spanning(loser.start(), standing[first].end()));
      current = start;
    }
    while (standing[current].end() < loser.end()) {
      int next = taken.nextSetBit(current + 1);
      int until = next < 0 ? loser.end() : Math.min(loser.end(), starts[next]);
      put(current, standing[current].spanning(starts[current], until));
      if (next < 0 || starts[next] >= loser.end()) {
        return;
      }
      current = next;
    }
  }

  private void put(int place, Finding finding) {
    standing[place] = finding;
    taken.set(place);
  }

  /** The first start at or behind a place, from one before it on; the nearer, the sooner found. */
  private int firstFrom(int least, int place) {
    int step = 1;
    while (least + step < starts.length && starts[least + step] < place) {
      step *= 2;
    }
    int found =
        Arrays.binarySearch(starts, least, Math.min(least + step + 1, starts.length), place);
    return found >= 0 ? found : -found - 1;
  }
}

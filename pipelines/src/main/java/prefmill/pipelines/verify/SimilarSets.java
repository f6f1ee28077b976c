package prefmill.pipelines.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import prefmill.transforms.neardup.Shingles;

/**
 * Finds a set that is similar to another one, exactly: an inverted index over the rarest elements
 * of each set.
 *
 * <p>Two sets of Jaccard similarity t share an element among the first n - ceil(t n) + 1 of each,
 * whatever the order of elements; the rarest first leaves the fewest candidates. Bayardo, Ma,
 * Srikant, "Scaling Up All Pairs Similarity Search", 2007, doi:10.1145/1242572.1242591.
 */
final class SimilarSets {
  /** The least similarity that can be asked for. */
  static final double LEAST = 0.8;

  private final List<long[]> sets;
  private final Map<Long, Integer> frequency = new HashMap<>();
  private final Map<Long, List<Integer>> places = new HashMap<>();

  private SimilarSets(List<long[]> sets) {
    this.sets = sets;
  }

  /** An index of sets, each ascending and distinct. */
  static SimilarSets of(List<long[]> sets) {
    SimilarSets index = new SimilarSets(sets);
    for (long[] set : sets) {
      LongStream.of(set).forEach(element -> index.frequency.merge(element, 1, Integer::sum));
    }
    for (int place = 0; place < sets.size(); place++) {
      for (Long element : index.rarest(sets.get(place))) {
        index.places.computeIfAbsent(element, e -> new ArrayList<>(1)).add(place);
      }
    }
    return index;
  }

  /**
   * The first set at least so similar; empty if there is none.
   *
   * @param least at least {@link #LEAST}
   */
  Optional<Match> find(long[] set, double least) {
    return rarest(set).stream()
        .flatMap(element -> places.getOrDefault(element, List.of()).stream())
        .distinct()
        .sorted()
        .map(place -> new Match(place, Shingles.jaccard(set, sets.get(place))))
        .filter(match -> match.jaccard >= least)
        .findFirst();
  }

  private List<Long> rarest(long[] set) {
    int length = set.length - (int) Math.ceil(LEAST * set.length) + 1;
    return LongStream.of(set)
        .boxed()
        .sorted(
            Comparator.comparing((Long e) -> frequency.getOrDefault(e, 0))
                .thenComparing(Comparator.naturalOrder()))
        .limit(length)
        .toList();
  }

  /** A set's place in the list, and how similar it is. */
  record Match(int place, double jaccard) {}
}

package prefmill.pipelines.statistics;

import java.util.Map;
import java.util.TreeMap;

/** What the manifest says about votes, choices and pairs: made of what the steps counted. */
final class VoteStatistics {
  private final Map<String, Long> sums;

  private VoteStatistics(Map<String, Long> sums) {
    this.sums = sums;
  }

  /** Adds the statistics of what was summed up; what never came up is left out. */
  static void add(Map<String, Long> sums, Map<String, Object> statistics) {
    VoteStatistics votes = new VoteStatistics(sums);
    put(statistics, "agreement", votes.agreement());
    put(statistics, "conflicts", votes.conflicts());
    put(statistics, "choices", votes.choices());
    put(statistics, "pairs", votes.pairs());
  }

  private static void put(Map<String, Object> statistics, String name, Map<String, Object> part) {
    if (!part.isEmpty()) {
      statistics.put(name, part);
    }
  }

  private Map<String, Object> agreement() {
    Map<Integer, Alpha.Group> groups = new TreeMap<>();
    sums.forEach(
        (name, sum) -> {
          String[] parts = name.split("\\.", -1);
          if (parts.length == 3 && parts[0].equals("agreement")) {
            groups.merge(Integer.valueOf(parts[1]), group(parts[2], sum), Alpha.Group::and);
          }
        });
    Map<String, Object> agreement = new TreeMap<>();
    if (!groups.isEmpty()) {
      agreement.put(
          "answers_with_two_or_more_voters",
          groups.values().stream().mapToLong(Alpha.Group::units).sum());
      Alpha.of(groups).ifPresent(alpha -> agreement.put("krippendorff_alpha_millionths", alpha));
    }
    return agreement;
  }

  private static Alpha.Group group(String what, long sum) {
    return new Alpha.Group(
        what.equals("units") ? sum : 0,
        what.equals("ups") ? sum : 0,
        what.equals("pairs_unequal") ? sum : 0);
  }

  private Map<String, Object> conflicts() {
    Map<String, Object> conflicts = new TreeMap<>();
    for (String questions : new String[] {"answers", "comparisons"}) {
      long decided = sum("votes." + questions + ".decided");
      long undecided = sum("votes." + questions + ".undecided");
      if (decided + undecided > 0) {
        conflicts.put(questions + "_decided", decided);
        conflicts.put(questions + "_undecided", undecided);
      }
    }
    return conflicts;
  }

  private Map<String, Object> choices() {
    Map<String, Object> choices = new TreeMap<>();
    Map<Integer, Map<String, Long>> bySize = new TreeMap<>();
    sums.forEach(
        (name, sum) -> {
          String[] parts = name.split("\\.", -1);
          if (parts.length == 3 && parts[0].equals("choices") && parts[2].equals("decided")) {
            Map<String, Long> size = new TreeMap<>();
            size.put("decided", sum);
            size.put("first_won", sum("choices." + parts[1] + ".first_won"));
            bySize.put(Integer.valueOf(parts[1]), size);
          }
        });
    bySize.forEach((size, counts) -> choices.put("of_" + size, counts));
    for (String apart : new String[] {"ties", "both_bad"}) {
      if (sum("choices." + apart) > 0) {
        choices.put(apart, sum("choices." + apart));
      }
    }
    return choices;
  }

  private Map<String, Object> pairs() {
    Map<String, Object> pairs = new TreeMap<>();
    for (String name : new String[] {"contradictions", "overflow_contexts", "overflow_pairs"}) {
      if (sum("pairs." + name) > 0) {
        pairs.put(name, sum("pairs." + name));
      }
    }
    return pairs;
  }

  private long sum(String name) {
    return sums.getOrDefault(name, 0L);
  }
}

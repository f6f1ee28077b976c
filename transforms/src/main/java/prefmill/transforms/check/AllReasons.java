package prefmill.transforms.check;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import prefmill.transforms.outcome.Outcomes;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.settled.Supporter;

/**
 * Which events of one context each rule would refuse, the first that does and all others: tallied
 * as reasons.STAGE.RULE, an event once a rule.
 */
final class AllReasons {
  private final Map<String, Set<String>> events = new TreeMap<>();

  void add(List<Reason> reasons, Collection<Supporter> supporters) {
    for (Reason reason : reasons) {
      String tally = "reasons." + reason.stage().label() + "." + reason.rule();
      Set<String> refused = events.computeIfAbsent(tally, name -> new HashSet<>());
      supporters.forEach(s -> refused.add(s.eventId()));
    }
  }

  void tell(Outcomes.Gatherer outcomes) {
    events.forEach((tally, refused) -> outcomes.count(tally, refused.size()));
  }
}

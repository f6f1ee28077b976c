package prefmill.transforms.pairs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import prefmill.transforms.keys.Id;
import prefmill.transforms.outcome.Outcomes;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;

/**
 * Of two opposite pairs on the same answers the better evidence stays, then more votes; of equals
 * none.
 */
final class Contradictions {
  private static final Reason CONTRADICTION = Reason.of(Stage.PAIR, "contradiction");

  private Contradictions() {}

  /** The proposals that no other one contradicts with equal right. */
  static List<Proposal> settle(List<Proposal> proposals, Outcomes.Gatherer outcomes) {
    Map<List<Id>, Proposal> byAnswers = new HashMap<>();
    proposals.forEach(p -> byAnswers.put(List.of(p.chosen().id(), p.rejected().id()), p));
    List<Proposal> standing = new ArrayList<>(proposals.size());
    for (Proposal p : proposals) {
      Proposal opposite = byAnswers.get(List.of(p.rejected().id(), p.chosen().id()));
      if (opposite == null || beats(p, opposite)) {
        standing.add(p);
      } else {
        p.supporters().forEach(s -> outcomes.reject(s.eventId(), CONTRADICTION));
      }
    }
    return standing;
  }

  private static boolean beats(Proposal p, Proposal opposite) {
    int byEvidence = p.evidence().compareTo(opposite.evidence());
    return byEvidence != 0 ? byEvidence < 0 : p.votes() > opposite.votes();
  }
}

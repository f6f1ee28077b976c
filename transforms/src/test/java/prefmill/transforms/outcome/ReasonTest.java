package prefmill.transforms.outcome;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReasonTest {
  @Test
  void theFirstInTheFlowIsTold() {
    List<Reason> flow =
        List.of(
            Reason.of(Stage.DEDUP, "id_conflict"),
            Reason.of(Stage.CONSENT, "opted_out"),
            Reason.of(Stage.SPLIT, "straddles"),
            Reason.of(Stage.SETTLE, "superseded"),
            Reason.of(Stage.SETTLE, "retracted"),
            Reason.of(Stage.SETTLE, "neutral"),
            Reason.of(Stage.SETTLE, "outvoted"),
            Reason.of(Stage.SETTLE, "conflict"),
            Reason.of(Stage.QUALITY, "empty"),
            new Reason(Stage.QUALITY, "too_short", 1.0, 2.0),
            new Reason(Stage.QUALITY, "too_short", 2.0, 2.0),
            Reason.of(Stage.PAIR, "overflow"),
            Reason.of(Stage.PAIR_QUALITY, "length_ratio"),
            Reason.of(Stage.NEAR_DUPLICATE, "collapsed"),
            Reason.of(Stage.CAP, "person"));
    List<Reason> sorted = new ArrayList<>(flow);
    Collections.reverse(sorted);
    sorted.sort(Reason.FLOW);
    assertThat(sorted, equalTo(flow));
  }
}

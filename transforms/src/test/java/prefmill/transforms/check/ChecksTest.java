package prefmill.transforms.check;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.event.Told;

class ChecksTest {
  private static final Flow STRICT = Flow.PLAIN.strict();
  private static final String GOOD = "Open the settings page and choose a new password there.";
  private static final String OTHER = "I do not know anything about that, please ask somebody.";

  @Test
  void aDislikedAnswerMayBeShortALikedOneMayNot() {
    Flow.Ended ended =
        STRICT.run(Told.of("e1", "u").on("m1").down("x"), Told.of("e2", "v").on("m2").up("y"));
    assertThat(ended.verdicts(), equalTo(Set.of("-x")));
    assertThat(ended.reason("e2"), is("quality/too_short"));
  }

  @Test
  void aCorrectionOfNothingStillShowsWhatIsWanted() {
    Flow.Ended ended =
        STRICT.run(
            Told.of("e1", "u").on("m").corrects(" ", GOOD), Told.of("e2", "u").on("m").down(" "));
    assertThat(ended.pairs(), empty());
    assertThat(ended.demonstrations(), equalTo(Set.of(GOOD)));
    assertThat(ended.used("e1"), is(true));
    assertThat(ended.reason("e1"), is("quality/empty"));
    assertThat(ended.reason("e2"), is("quality/empty"));
  }

  @Test
  void anEmptyCorrectionShowsNothing() {
    Flow.Ended ended = STRICT.run(Told.of("e1", "u").on("m").corrects(GOOD, " "));
    assertThat(ended.rests(), empty());
    assertThat(ended.reason("e1"), is("quality/empty"));
  }

  @Test
  void anApprovalThatStandsBesideARefusedCorrectionEndsWithIt() {
    Flow.Ended ended =
        STRICT.run(
            Told.of("e1", "u").on("m1").corrects(GOOD, " "),
            Told.of("e2", "u").on("m2").down(GOOD),
            Told.of("e3", "v").on("m3").up(GOOD),
            Told.by("kim", "kim").on("m2").reviews(GOOD));
    assertThat(ended.reason("e2"), is("settle/conflict"));
    assertThat(ended.reason("kim"), is("quality/empty"));
  }

  @Test
  void anInstructionIsNeitherAPairNorAnExample() {
    Flow.Ended ended =
        STRICT.run(
            Told.of("e1", "u").on("m").corrects(GOOD, "You forgot step 2."),
            Told.of("e2", "u").on("m").down(GOOD));
    assertThat(ended.rests(), empty());
    assertThat(ended.reason("e1"), is("pair_quality/correction_is_instruction"));
    assertThat(ended.reason("e2"), is("pair_quality/correction_is_instruction"));
  }

  @Test
  void anInstructionBeyondTheFourthPairIsNoExampleEither() {
    List<MaskedEvent> events = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      String step = "You forgot step " + i + ".";
      events.add(Told.of("e" + i, "u" + i).on("m" + i).corrects(GOOD, step));
    }
    assertThat(STRICT.run(events, List.of()).rests(), empty());
  }

  @Test
  void aPairOfTooSimilarAnswersLeavesTheExample() {
    Flow.Ended ended =
        STRICT.run(
            Told.of("e1", "u").on("m1").up(GOOD),
            Told.of("e2", "u").on("m2").down(GOOD.replace("page", "pane")));
    assertThat(ended.pairs(), empty());
    assertThat(ended.reason("e2"), is("pair_quality/not_different_enough"));
    assertThat(ended.demonstrations(), equalTo(Set.of(GOOD)));
  }

  @Test
  void aMinimalEditIsKeptOfACorrection() {
    String edited = GOOD.replace("page", "screen");
    Flow.Ended ended = STRICT.run(Told.of("e1", "u").on("m1").corrects(GOOD, edited));
    assertThat(ended.pairs(), equalTo(Set.of(edited + " > " + GOOD)));
  }

  @Test
  void aGoodPairIsKept() {
    Flow.Ended ended = STRICT.run(Told.of("e1", "u").chooses(0, GOOD, OTHER));
    assertThat(ended.pairs(), equalTo(Set.of(GOOD + " > " + OTHER)));
  }

  @Test
  void everyRuleThatWouldRefuseAnEventIsTalliedOnceIfAsked() {
    String loop = "no ".repeat(60) + "<|im_end|>";
    List<MaskedEvent> events =
        List.of(
            Told.of("e1", "u").on("m1").up(loop),
            Told.of("e2", "v").on("m1").up(loop),
            Told.of("e3", "v").on("m2").corrects(loop, "You forgot step 2."));
    assertThat(STRICT.run(events, List.of()).tallies("reasons."), equalTo(Map.of()));
    assertThat(
        STRICT.withAllReasons().run(events, List.of()).tallies("reasons."),
        equalTo(
            Map.of(
                "reasons.quality.control_tokens", 3L,
                "reasons.quality.repetition", 2L,
                "reasons.pair_quality.correction_is_instruction", 1L)));
  }
}

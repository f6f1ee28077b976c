package prefmill.transforms.consent;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import prefmill.transforms.context.Context;
import prefmill.transforms.context.Deduplication;
import prefmill.transforms.context.SidedContext;
import prefmill.transforms.decisions.Clock;
import prefmill.transforms.event.FeedbackEvent;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.event.Told;
import prefmill.transforms.outcome.Outcomes;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.splits.Anchor;
import prefmill.transforms.splits.Side;
import prefmill.transforms.splits.SideAssignment;
import prefmill.transforms.splits.SplitRules;

class AdmissionTest {
  private static final long DAY = 24L * 3600 * 1_000_000;
  private static final long NOW = 1_000 * DAY;
  private static final Admission ADMISSION =
      new Admission(
          new ConsentRules(
              true, Map.of("short", 30, "long", 365, "like long", 365, "ever", Integer.MAX_VALUE)),
          new Clock(NOW));
  private static final SplitRules RULES = new SplitRules(0.5, 0, 0.5, Anchor.PERSON);
  private static final Admission LAX =
      new Admission(new ConsentRules(false, Map.of("short", 30)), new Clock(NOW));

  private static String refusal(Boolean consent, long createdAt, String source, String dropped) {
    return ADMISSION
        .refuse(consent, createdAt, source, dropped)
        .map(r -> r.stage().label() + "/" + r.rule())
        .orElse("used");
  }

  @Test
  void silenceIsConsentOnlyWhereNoneIsRequired() {
    assertThat(refusal(true, NOW, "short", null), is("used"));
    assertThat(refusal(null, NOW, "short", null), is("consent/no_consent"));
    assertThat(refusal(false, NOW, "short", null), is("consent/opted_out"));
    assertThat(LAX.refuse(null, NOW, "short", null), is(Optional.empty()));
    assertThat(LAX.refuse(false, NOW, null, null).orElseThrow().rule(), is("opted_out"));
  }

  @Test
  void retentionEndsToTheMicrosecond() {
    assertThat(refusal(true, NOW - 30 * DAY + 1, "short", null), is("used"));
    assertThat(refusal(true, NOW - 30 * DAY, "short", null), is("consent/expired"));
    assertThat(refusal(true, NOW - 30 * DAY, "long", null), is("used"));
    assertThat(refusal(true, FeedbackEvent.NO_TIME, "long", null), is("consent/expired"));
    assertThat(refusal(true, FeedbackEvent.NO_TIME, "ever", null), is("used"));
  }

  @Test
  void aSourceThatThePolicyNoLongerNamesKeepsTheStrictestTerm() {
    assertThat(refusal(true, NOW - 30 * DAY, "renamed", null), is("consent/expired"));
    assertThat(refusal(true, NOW - 30 * DAY, null, null), is("consent/expired"));
    Admission none = new Admission(new ConsentRules(false, Map.of()), new Clock(NOW));
    assertThat(none.refuse(null, FeedbackEvent.NO_TIME, "renamed", null), is(Optional.empty()));
  }

  @Test
  void theReasonDoesNotChangeFromDayToDay() {
    Reason expired = new Reason(Stage.CONSENT, "expired", null, 30.0);
    assertThat(ADMISSION.refuse(true, 0, "short", null), equalTo(Optional.of(expired)));
  }

  @Test
  void thePersonsWordIsAskedBeforeAgeAndAgeBeforeContent() {
    assertThat(refusal(false, 0, "short", "email"), is("consent/opted_out"));
    assertThat(refusal(null, 0, "short", "email"), is("consent/no_consent"));
    assertThat(refusal(true, 0, "short", "email"), is("consent/expired"));
    assertThat(refusal(true, NOW, "short", "email"), is("quality/masking_email"));
  }

  @Test
  void theLongestRetentionDoesNotOverflow() {
    Admission ever = new Admission(new ConsentRules(false, Map.of("a", 100_000)), new Clock(NOW));
    assertThat(ever.refuse(null, 0, "a", null), is(Optional.empty()));
  }

  @Test
  void ofTwoSourcesTheShorterRetentionCountsInEitherOrder() {
    for (List<String> pair :
        List.of(List.of("short", "long"), List.of("short", "ever"), List.of("like long", "long"))) {
      assertThat(ADMISSION.stricter(pair.get(0), pair.get(1)), is(pair.get(0)));
      assertThat(ADMISSION.stricter(pair.get(1), pair.get(0)), is(pair.get(0)));
    }
    assertThat(ADMISSION.stricter(null, "ever"), is("ever"));
    assertThat(ADMISSION.stricter(null, null), is((String) null));
  }

  @Test
  void aRedeliveryByAStricterSourceTakesTheEventAway() {
    MaskedEvent kept = Told.of("e", "u").at(NOW - 40 * DAY).consent(true).from("long").up("a");
    MaskedEvent gone = Told.of("e", "u").at(NOW - 40 * DAY).consent(true).from("short").up("a");
    assertThat(sided(kept, kept).events(), contains(kept));
    for (SidedContext context :
        List.of(sided(kept, gone), sided(gone, kept), sided(gone, kept, kept))) {
      assertThat(context.events(), empty());
    }
  }

  @Test
  void whatHasExpiredStillDecidesTheSideAndWhatWasRefusedDoesNot() {
    String other = "";
    for (int i = 0; other.isEmpty(); i++) {
      other = side("v" + i) == side("u") ? "" : "v" + i;
    }
    MaskedEvent first = Told.of("e1", "u").at(NOW - 40 * DAY).consent(true).from("short").up("a");
    MaskedEvent second = Told.of("e2", other).at(NOW - 39 * DAY).consent(true).from("long").up("a");
    SidedContext context = sided(first, second);
    assertThat(context.side(), is(side("u")));
    assertThat(context.events(), contains(second));
    assertThat(context.straddlers(), contains(second.keys().event()));

    MaskedEvent silent = Told.of("e1", "u").at(NOW - 40 * DAY).from("long").up("a");
    SidedContext unheard = sided(silent, second);
    assertThat(unheard.side(), is(side(other)));
    assertThat(unheard.side(), is(not(side("u"))));
    assertThat(unheard.straddlers(), empty());
  }

  private static Side side(String person) {
    return RULES.side(Told.hash(), Told.id(person));
  }

  private static SidedContext sided(MaskedEvent... events) {
    Outcomes.Gatherer said = new Outcomes.Gatherer(Told.BUCKET);
    Context context = new Context(Told.CONTEXT, Told.BUCKET, List.of(events), List.of());
    Context single = Deduplication.of(ADMISSION).apply(context, said);
    return SideAssignment.of(RULES, ADMISSION, Told.hash()).apply(single, said);
  }
}

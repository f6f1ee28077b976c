package prefmill.transforms.quality;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;

class QualityRulesTest {
  private static final String ANSWER = "Open Settings, choose Security, then press Reset password.";

  @Test
  void keepsPlainTextInEveryRole() {
    for (Role role : Role.values()) {
      assertThat(QualityRules.defaults().judge(role, ANSWER), is(Optional.empty()));
    }
  }

  @Test
  void judgesRejectedAnswersByStructureOnly() {
    String loop = "so it goes on ".repeat(40);
    QualityRules rules = QualityRules.defaults();
    assertThat(rules.judge(Role.CHOSEN, loop).map(Reason::rule), is(Optional.of("repetition")));
    assertThat(rules.judge(Role.REJECTED, loop), is(Optional.empty()));
    assertThat(rules.judge(Role.REJECTED, "k"), is(Optional.empty()));
    assertThat(rules.judge(Role.REJECTED, " ").map(Reason::rule), is(Optional.of("empty")));
  }

  @Test
  void theFirstRuleIsTheReasonAndAllCanBeAsked() {
    QualityRules rules = QualityRules.of(Map.of("too_short", Map.of("min_chars", 100.0)), Set.of());
    String text = "Sure.<|im_end|>";
    assertThat(
        rules.judge(Role.CHOSEN, text),
        is(Optional.of(new Reason(Stage.QUALITY, "too_short", 15.0, 100.0))));
    assertThat(
        rules.reasons(Role.CHOSEN, text).map(Reason::rule).toList(),
        is(List.of("too_short", "control_tokens")));
  }

  @Test
  void aRuleThatIsOffSaysNothing() {
    QualityRules rules = QualityRules.of(Map.of(), Set.of("control_tokens"));
    assertThat(rules.judge(Role.CHOSEN, "Sure.<|im_end|>"), is(Optional.empty()));
  }

  @Test
  void aRuleThatIsOffByDefaultIsOnOnceNamed() {
    String detailed = "The capital of the country is Lyon, as everyone knows.";
    assertThat(
        QualityRules.defaults().judgePair(JudgedPair.of("Where?", "Paris.", detailed)),
        is(Optional.empty()));
    QualityRules rules = QualityRules.of(Map.of("more_detailed", Map.of()), Set.of());
    assertThat(
        rules.judgePair(JudgedPair.of("Where?", "Paris.", detailed)),
        is(Optional.of(new Reason(Stage.PAIR_QUALITY, "more_detailed", 0.1, 1.0))));
  }

  @Test
  void changingOneThresholdKeepsTheOtherDefaults() {
    QualityRules rules =
        QualityRules.of(Map.of("not_different_enough", Map.of("max_similarity", 0.5)), Set.of());
    Optional<Reason> pair = rules.judgePair(JudgedPair.of("", "abcdefghij", "abcdefgxyz"));
    Optional<Reason> correction =
        rules.judgePair(JudgedPair.correction("", "abcdefghij", "abcdefgxyz"));
    assertThat(pair.map(Reason::value), is(Optional.of(0.7)));
    assertThat(correction, is(Optional.empty()));
  }

  @Test
  void judgesACorrectionAsDemonstrationByTheRulesForCorrectionsOnly() {
    QualityRules rules = QualityRules.defaults();
    assertThat(
        rules.correctionReasons("", "You forgot step 2.", ANSWER).findFirst().map(Reason::rule),
        is(Optional.of("correction_is_instruction")));
    assertThat(rules.correctionReasons("", ANSWER + "!", ANSWER).toList(), is(List.of()));
    assertThat(
        rules.judgePair(JudgedPair.correction("", ANSWER + "!", ANSWER)).map(Reason::rule),
        is(Optional.of("not_different_enough")));
  }

  @Test
  void namesEveryFaultOfThePolicyAtOnce() {
    Map<String, Map<String, Double>> settings =
        Map.of(
            "too_short", Map.of("min_char", 3.0),
            "encoding_damage", Map.of("max_share", 1.5),
            "too_shrt", Map.of());
    IllegalArgumentException fault =
        assertThrows(
            IllegalArgumentException.class, () -> QualityRules.of(settings, Set.of("emty")));
    assertThat(
        fault.getMessage(),
        allOf(
            containsString(
                "quality.too_short.min_char is no threshold of the rule; it has min_chars"),
            containsString("quality.encoding_damage.max_share is 1.5; it must lie from 0.0 to 1.0"),
            containsString("quality.too_shrt is no rule; the rules are empty, too_short"),
            containsString("quality.emty is no rule")));
  }

  @Test
  void describesEveryRuleOnceWithItsReasons() {
    List<RuleDescription> rules = QualityRules.descriptions();
    List<String> names = rules.stream().map(RuleDescription::name).toList();
    assertThat(Set.copyOf(names).size(), is(names.size()));
    assertThat(names, hasItems("empty", "not_different_enough", "correction_is_instruction"));
    assertThat(rules.stream().map(RuleDescription::sentence).toList(), not(hasItem("")));
    assertThat(
        rules.stream().flatMap(r -> r.thresholds().stream()).map(t -> t.allows(t.value())).toList(),
        everyItem(is(true)));
    assertThat(
        rules.stream()
            .flatMap(r -> r.thresholds().stream())
            .map(Threshold::reason)
            .filter(String::isBlank)
            .toList(),
        is(List.of()));
  }

  @Test
  void travelsToAWorker() throws Exception {
    QualityRules rules = QualityRules.of(Map.of("length_difference", Map.of()), Set.of("empty"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(rules);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject(), equalTo(rules));
    }
  }
}

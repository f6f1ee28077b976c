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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import prefmill.transforms.outcome.Reason;
import prefmill.transforms.outcome.Stage;
import prefmill.transforms.quality.settings.RuleDescription;
import prefmill.transforms.quality.settings.Settings;
import prefmill.transforms.quality.settings.Threshold;

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
  void rulesNamedInAnotherOrderShareOutTheirPlaces() {
    List<String> usual = QualityRules.defaults().order();
    assertThat(ordered("repetition"), is(usual));
    assertThat(ordered("too_short", "length_ratio", "repetition"), is(usual));
    assertThat(ordered("length_ratio", "too_short"), is(usual));

    List<String> swapped = new ArrayList<>(usual);
    Collections.swap(swapped, usual.indexOf("too_short"), usual.indexOf("refusal"));
    assertThat(ordered("refusal", "too_short"), is(swapped));
    assertThat(ordered("refusal", "length_ratio", "too_short"), is(swapped));
  }

  @Test
  void theFirstRuleInThePolicysOrderIsTheReason() {
    Map<String, Map<String, Object>> settings = Map.of("too_short", Map.of("min_chars", 100.0));
    String text = "I can't help with that.";
    assertThat(
        QualityRules.of(new Settings(settings, Set.of(), List.of("too_short", "refusal")))
            .judge(Role.CHOSEN, text)
            .map(Reason::rule),
        is(Optional.of("too_short")));
    assertThat(
        QualityRules.of(new Settings(settings, Set.of(), List.of("refusal", "too_short")))
            .judge(Role.CHOSEN, text)
            .map(Reason::rule),
        is(Optional.of("refusal")));
  }

  @Test
  void ofAnEventsReasonsTheFirstIsThatOfTheCatalogue() {
    List<String> names = QualityRules.descriptions().stream().map(RuleDescription::name).toList();
    List<String> told =
        QualityRules.descriptions().stream()
            .map(rule -> Reason.of(rule.stage(), rule.name()))
            .sorted(Reason.FLOW)
            .map(Reason::rule)
            .toList();
    assertThat(told, is(names));
    assertThat(
        Stream.of("aaa", names.get(0))
            .map(rule -> Reason.of(Stage.QUALITY, rule))
            .min(Reason.FLOW)
            .map(Reason::rule),
        is(Optional.of("aaa")));
  }

  @Test
  void wordsAreChosenFromThoseTheRuleKnows() {
    assertThat(
        faults(Map.of("wrong_language", Map.of())),
        containsString("quality.wrong_language.languages is missing; write for example"));
    assertThat(
        faults(Map.of("wrong_language", Map.of("languages", List.of("en", "english")))),
        containsString("quality.wrong_language.languages is [en, english]"));
    assertThat(
        faults(Map.of("too_long", Map.of("max_tokens", 10.0))),
        containsString("quality.too_long.tokenizer is missing"));
    assertThat(
        faults(Map.of("too_long", Map.of("max_tokens", 0.0, "tokenizer", List.of("gpt2")))),
        allOf(
            containsString("quality.too_long.max_tokens is 0.0"),
            containsString("quality.too_long.tokenizer is [gpt2]")));
  }

  @Test
  void namesEveryFaultOfThePolicyAtOnce() {
    Map<String, Map<String, Object>> settings =
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
        rules.stream()
            .flatMap(r -> r.thresholds().stream())
            .map(t -> t.fault(t.value() == null ? t.least() : t.value()))
            .toList(),
        everyItem(is(Optional.empty())));
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

  private static List<String> ordered(String... named) {
    return QualityRules.of(new Settings(Map.of(), Set.of(), List.of(named))).order();
  }

  private static String faults(Map<String, Map<String, Object>> settings) {
    return assertThrows(IllegalArgumentException.class, () -> QualityRules.of(settings, Set.of()))
        .getMessage();
  }
}

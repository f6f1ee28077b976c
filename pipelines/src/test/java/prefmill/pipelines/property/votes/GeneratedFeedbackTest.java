package prefmill.pipelines.property.votes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import prefmill.datasets.rows.PreferenceRow;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.property.Rows;
import prefmill.pipelines.scenario.Workshop;
import prefmill.transforms.quality.QualityRules;
import prefmill.transforms.quality.settings.RuleDescription;

/**
 * What holds of random feedback, said as it is, turned round, by others, twice, and with more of it
 * elsewhere; quality rules, near-duplicates and caps are off.
 */
class GeneratedFeedbackTest {
  private static final int EVENTS = 700;
  private static final List<Say> SAID = Says.of(EVENTS, 4);

  @ParameterizedTest
  @CsvSource({"direct, true", "flink, false"})
  @Tag("soak")
  void keepsItsLawsTheOtherWayRound(String runner, boolean split, @TempDir Path temp)
      throws IOException {
    keepsItsLaws(runner, split, temp);
  }

  @ParameterizedTest
  @CsvSource({"direct, false", "flink, true"})
  void keepsItsLaws(String runner, boolean split, @TempDir Path temp) throws IOException {
    PublishedVersion version =
        build(temp.resolve("a"), runner, split, SAID.stream().map(s -> s.json(false)).toList());
    Rows rows = Rows.of(version);
    Set<String> evidence =
        rows.pairs().stream().map(PreferenceRow::evidence).collect(Collectors.toSet());
    assertThat(
        evidence,
        hasItems("comparison", "correction", "ratings", "thumbs_one_person", "thumbs_people"));
    noOpinionIsHeldBothWays(rows);
    onlyTheLatestWordLeavesARow(rows, split);

    List<String> turned = SAID.stream().map(s -> s.turned().json(false)).toList();
    assertThat(
        opinions(Rows.of(build(temp.resolve("b"), runner, split, turned)), true),
        equalTo(opinions(rows, false)));

    List<String> others = new ArrayList<>();
    SAID.forEach(s -> others.add((s.user() == null ? s : s.by("X" + s.user())).json(true)));
    Collections.shuffle(others, new Random(2));
    PublishedVersion renamed = build(temp.resolve("c"), runner, split, others);
    assertThat(renamed.manifest().contentHash(), equalTo(version.manifest().contentHash()));
    assertThat(renamed.manifest().ledgerHash(), equalTo(version.manifest().ledgerHash()));

    List<String> more = new ArrayList<>();
    SAID.forEach(s -> more.add(s.json(false)));
    SAID.forEach(s -> more.add(s.again("again " + s.id()).json(true)));
    SAID.forEach(s -> more.add(s.elsewhere("else " + s.id(), s.topic() + 1_000).json(false)));
    Rows twice = Rows.of(build(temp.resolve("d"), runner, split, more));
    assertThat(twice.pairs().size(), greaterThan(rows.pairs().size()));
    assertThat(twice.pairs().containsAll(rows.pairs()), is(true));
    assertThat(twice.verdicts().containsAll(rows.verdicts()), is(true));
    assertThat(twice.demonstrations().containsAll(rows.demonstrations()), is(true));
    Set<String> contexts =
        SAID.stream().map(s -> Say.prompt(s.topic())).collect(Collectors.toSet());
    for (String prompt : contexts) {
      assertThat(twice.pairsOf(prompt), equalTo(rows.pairsOf(prompt)));
    }
  }

  private static void noOpinionIsHeldBothWays(Rows rows) {
    Set<List<String>> pairs = new HashSet<>();
    for (PreferenceRow row : rows.pairs()) {
      pairs.add(List.of(row.contextKey(), row.chosenId(), row.rejectedId()));
    }
    for (List<String> pair : pairs) {
      assertThat(pairs, not(hasItem(List.of(pair.get(0), pair.get(2), pair.get(1)))));
    }
  }

  private static void onlyTheLatestWordLeavesARow(Rows rows, boolean split) {
    Map<String, String> ended = Says.endedBeforeVotes(SAID);
    assertThat(
        Set.copyOf(ended.values()),
        equalTo(Set.of("superseded", "retracted", "retraction", "neutral", "tie")));
    ended.forEach(
        (event, rule) -> {
          assertThat(event, rows.ledger().get(event).exampleIds(), empty());
          String settled = "settle." + rule;
          assertThat(
              event,
              rows.fate(event),
              split ? anyOf(is(settled), is("split.straddles")) : is(settled));
        });
    Set<String> early = Set.copyOf(ended.values());
    for (Say say : SAID) {
      String rule = rows.fate(say.id()).replace("settle.", "");
      boolean middling = say.kind().equals("rating") && rule.equals("neutral");
      assertThat(say.id(), early.contains(rule) && !ended.containsKey(say.id()), is(middling));
    }
  }

  /** The pairs where answers are not corrected, turned back if they were turned. */
  private static Set<List<Object>> opinions(Rows rows, boolean turned) {
    Set<String> corrected = new HashSet<>();
    SAID.stream()
        .filter(s -> s.topic() >= Says.CORRECTED)
        .forEach(s -> corrected.add(Say.prompt(s.topic())));
    return rows.pairs().stream()
        .filter(row -> !corrected.contains(row.prompt().get(0).content()))
        .map(
            row ->
                List.<Object>of(
                    row.contextKey(),
                    turned ? row.rejectedId() : row.chosenId(),
                    turned ? row.chosenId() : row.rejectedId(),
                    row.evidence(),
                    row.support(),
                    row.strength()))
        .collect(Collectors.toSet());
  }

  private static PublishedVersion build(
      Path folder, String runner, boolean split, List<String> lines) throws IOException {
    Workshop workshop = Workshop.in(folder).events("a.jsonl", lines);
    String rules =
        QualityRules.descriptions().stream()
            .map(RuleDescription::name)
            .map(name -> name + ": \"off\"")
            .collect(Collectors.joining(", ", "quality: {", "}\n"));
    String sides =
        split
            ? "{train: 0.4, validation: 0.3, test: 0.3, anchor: conversation, decontaminate: \"off\"}"
            : "{train: 1, validation: 0, test: 0}";
    String settings = "splits: " + sides + "\ncaps: off\nnear_duplicates: \"off\"\n" + rules;
    return workshop.build(workshop.policy(settings), runner).version();
  }
}

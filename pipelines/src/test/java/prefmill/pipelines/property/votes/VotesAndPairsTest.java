package prefmill.pipelines.property.votes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.datasets.rows.LedgerEntry;
import prefmill.datasets.rows.Outcome;
import prefmill.datasets.rows.PreferenceRow;
import prefmill.pipelines.property.Rows;
import prefmill.pipelines.property.events.Baseline;
import prefmill.pipelines.property.events.NativeEvents;
import prefmill.pipelines.property.events.Said;
import prefmill.pipelines.scenario.Workshop;

/** How what persons say becomes pairs, with splits on and off. */
class VotesAndPairsTest {
  private static final String SPLIT =
      "splits: {train: 0.4, validation: 0.3, test: 0.3, anchor: conversation}\ncaps: off\n";

  /** Liked and disliked answers of the head prompt. */
  private static final int EACH = 500;

  private static final String DATES = "pairs:\n  volatile: ['Today is \\d{4}-\\d{2}-\\d{2}']\n";

  @ParameterizedTest
  @CsvSource({"direct, true", "direct, false", "flink, true", "flink, false"})
  void areAsDefined(String runner, boolean split, @TempDir Path temp) throws IOException {
    Said said = new Said();
    thumbAndCorrection(said);
    history(said);
    latestWords(said);
    int first = said.lines().size();
    crowds(said);
    int head = said.lines().size();
    headPrompt(said);
    futureClock(said);
    Workshop workshop = Workshop.in(temp.resolve("a")).events("a.jsonl", said.lines());
    String settings = split ? SPLIT : Workshop.ALL_TRAIN;
    Rows rows = Rows.of(workshop.build(workshop.policy(settings), runner).version());

    smallContexts(rows);
    assertThat(
        rows.pairsOf("Decided?"),
        equalTo(List.of("Six hundred like it. > Nobody wants this one.")));
    assertThat(rows.pairsOf("Undecided?"), empty());
    List<String> fates = rows.ledger().keySet().stream().map(rows::fate).toList();
    assertThat(Collections.frequency(fates, "settle.conflict"), is(1000));
    assertThat(Collections.frequency(fates, "settle.outvoted"), is(400));
    for (int i = first + 1010; i < first + 2010; i++) {
      assertThat(rows.fate("e" + i), is("settle.conflict"));
    }
    assertThat(rows.pairsOf("Whatever?").size(), is(4));
    assertThat(Collections.frequency(fates, "pair.overflow"), is(EACH - 4));
    for (int i = head; i < head + EACH; i++) {
      // a liked answer is shown, whatever becomes of its pair
      assertThat(rows.fate("e" + i), is("used"));
    }
    LedgerEntry ahead = rows.ledger().get("e-2099");
    assertThat(ahead.outcome(), is(Outcome.DEAD));
    assertThat(ahead.rule(), is("clock_skew"));
    assertThat(rows.pairsOf("Is the clock right?"), empty());
    assertThat(
        rows.verdicts().stream().map(v -> v.completion().get(0).content() + v.label()).toList(),
        hasItem("It is now.true"));

    Said dates = new Said();
    history(dates);
    Workshop dated = Workshop.in(temp.resolve("b")).events("a.jsonl", dates.lines());
    Rows undated = Rows.of(dated.build(dated.policy(settings + DATES), runner).version());
    assertThat(
        undated.pairsOf("What day is it?"), equalTo(List.of("It is a Monday. > Nobody knows.")));
  }

  private static void smallContexts(Rows rows) {
    for (String order : List.of("one", "two")) {
      assertThat(
          rows.pairsOf("Thumb order " + order + "?"),
          equalTo(List.of("The corrected answer. > Answer to be mended.")));
    }
    for (String event : List.of("e0", "e1", "e2", "e3")) {
      assertThat(event, rows.fate(event), is("used"));
    }
    assertThat(rows.pairsOf("Are you sure about it?"), empty());
    assertThat(
        rows.pairsOf("Which city is it?"), equalTo(List.of("Oslo it is. > Somewhere else.")));
    assertThat(rows.pairsOf("What day is it?"), empty());
    for (String gone : List.of("Did they tie?", "Was it taken back?", "Was it flipped?")) {
      assertThat(rows.pairsOf(gone), empty());
    }
    assertThat(rows.fate("e11"), is("settle.tie"));
    assertThat(rows.fate("e13"), is("settle.retracted"));
    assertThat(rows.fate("e14"), is("settle.retraction"));
    assertThat(rows.fate("e15"), is("settle.superseded"));
    assertThat(rows.fate("e17"), is("settle.neutral"));
    for (String event : List.of("e12", "e13", "e14", "e15", "e16", "e17")) {
      assertThat(event, rows.ledger().get(event).exampleIds(), empty());
    }
  }

  private static void thumbAndCorrection(Said said) {
    said.thumb("ada", "m1", "Thumb order one?", "Answer to be mended.", "down")
        .correction(
            "ada", "m1", "Thumb order one?", "Answer to be mended.", "The corrected answer.")
        .correction(
            "ben", "m2", "Thumb order two?", "Answer to be mended.", "The corrected answer.")
        .thumb("ben", "m2", "Thumb order two?", "Answer to be mended.", "down");
  }

  private static void history(Said said) {
    String sure = "Are you sure about it?";
    String city = "Which city is it?";
    String day = "What day is it?";
    said.line(event("e4", "'history':[{'role':'user','content':'Delete it.'}]", sure, "yes", "up"))
        .line(event("e5", "'history':[{'role':'user','content':'Keep it.'}]", sure, "yes", "down"))
        .line(
            event(
                "e6",
                "'history':[{'role':'user','content':'A\\r\\nB'}],'tools':[{'a':1,'b':2.50}]",
                city,
                "Oslo it is.",
                "up"))
        .line(
            event(
                "e7",
                "'tools':[{'b':2.5,'a':1}],'history':[{'content':'A\\nB','role':'user'}]",
                city,
                "Somewhere else.",
                "down"))
        .line(event("e8", "'system':'Today is 2026-11-02'", day, "It is a Monday.", "up"))
        .line(event("e9", "'system':'Today is 2026-11-03'", day, "Nobody knows.", "down"));
  }

  private static void latestWords(Said said) {
    said.thumb("dan", "m9", "Is one answer enough?", "It is enough for a verdict.", "up")
        .choice("dan", null, "Did they tie?", "The first of two.", "Another, the second.", "tie")
        .retraction("eve", "m99")
        .thumb("eve", "m10", "Was it taken back?", "Said too early.", "up")
        .retraction("eve", "m10")
        .thumb("eve", "m11", "Was it flipped?", "Said and unsaid.", "up")
        .retraction("fay", "m11")
        .thumb("eve", "m11", "Was it flipped?", "Said and unsaid.", "neutral");
  }

  private static String event(
      String id, String more, String prompt, String response, String thumb) {
    return """
        {'event_id':'%s','user_id':'cleo','message_id':'m-%s','created_at':'2026-11-01T09:00:00Z',%s,\
        'prompt':'%s','response':'%s','signal':{'kind':'thumb','value':'%s'}}"""
        .formatted(id, id, more, prompt, response, thumb)
        .replace('\'', '"');
  }

  /** One conversation, so that all of them are on one side. */
  private static void crowds(Said said) {
    said.in("square");
    for (int i = 0; i < 1000; i++) {
      said.thumb("p" + i, "a" + i, "Decided?", "Six hundred like it.", i < 600 ? "up" : "down");
    }
    for (int i = 0; i < 10; i++) {
      said.thumb("q" + i, "b" + i, "Decided?", "Nobody wants this one.", "down");
    }
    for (int i = 0; i < 1000; i++) {
      said.thumb("r" + i, "c" + i, "Undecided?", "Half of them do.", i < 500 ? "up" : "down");
    }
    for (int i = 0; i < 10; i++) {
      said.thumb("s" + i, "d" + i, "Undecided?", "Nobody wants that one.", "down");
    }
  }

  private static void headPrompt(Said said) {
    for (int i = 0; i < 2 * EACH; i++) {
      String answer = NativeEvents.words(i, 25);
      said.thumb("h" + i, "h" + i, "Whatever?", answer, i < EACH ? "up" : "down");
    }
  }

  private static void futureClock(Said said) {
    said.in(null).thumb("zoe", "z", "Is the clock right?", "It is now.", "up");
    String honest = said.lines().get(said.lines().size() - 1);
    String number = "e" + (said.lines().size() - 1);
    String ahead = honest.replace("\"" + number + "\"", "\"e-2099\"");
    ahead = ahead.replace("2026-11-01", "2099-01-01").replace("\"up\"", "\"down\"");
    said.line(ahead);
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink"})
  void noVersionContradictsItself(String runner) throws IOException {
    Rows rows = Rows.of(Baseline.on(runner));
    Set<List<String>> pairs = new HashSet<>();
    for (PreferenceRow row : rows.pairs()) {
      pairs.add(List.of(row.contextKey(), row.chosenId(), row.rejectedId()));
    }
    assertThat(pairs, not(empty()));
    for (List<String> pair : pairs) {
      assertThat(pairs, not(hasItem(List.of(pair.get(0), pair.get(2), pair.get(1)))));
    }
  }
}

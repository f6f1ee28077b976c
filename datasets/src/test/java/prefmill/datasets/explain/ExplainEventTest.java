package prefmill.datasets.explain;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.LedgerEntry;
import prefmill.datasets.rows.SampleRows;
import prefmill.datasets.store.DatasetStore;
import prefmill.datasets.store.SampleAttempt;

class ExplainEventTest {
  @TempDir Path root;
  private Path folder;

  @BeforeEach
  void publish() throws IOException {
    DatasetStore store = DatasetStore.open(root, "support");
    Path attempt = store.newAttempt("run-1");
    LedgerEntry foreign = LedgerEntry.rejected("e-x", "quality", "house_rule", 1.5, 2.0);
    folder = store.publish(attempt, SampleAttempt.write(attempt, 1, foreign)).version().folder();
  }

  @Test
  void aUsedEventNamesItsRowsAndTheirSide() throws IOException {
    String row = SampleRows.id(Config.SFT, 0);
    assertThat(
        explain("e-" + row),
        is(
            """
            event e-%s, version 1
              came in -> dedup -> consent -> split -> settle -> quality -> pair -> pair_quality\
             -> near_duplicate -> decontaminate -> cap -> used
              published rows that rest on it:
                %s in sft/train
            """
                .formatted(row, row)));
  }

  @Test
  void aRejectedEventNamesStageRuleValueThresholdAndWinner() throws IOException {
    assertThat(
        explain("e-reject"),
        is(
            """
            event e-reject, version 1
              came in -> dedup -> consent -> split -> settle: rejected by conflict
              The votes on the answer are too few or too close: fewer than min_votes, or a\
             difference below margin.
              measured 0.0, threshold 1.0
              what was rejected on its account:
                the event: settle, conflict
                  measured 0.0, threshold 1.0
                  counts in its place: event e-winner
              no published row rests on it
            """));
  }

  @Test
  void aDeadLetterNamesItsPlace() throws IOException {
    assertThat(
        explain("0f".repeat(16)),
        is(
            """
            event 0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f, version 1
              came in -> dead letter: bad_json
              The line is no JSON, or gives a key twice.
              the line ends within a text
              it stands in app, file events.jsonl, line 7, byte 512, 40 bytes long
              its shape: no JSON
            """));
  }

  @Test
  void aRuleOfALaterPrefmillIsNamedAllTheSame() throws IOException {
    assertThat(
        explain("e-x"),
        is(
            """
            event e-x, version 1
              came in -> dedup -> consent -> split -> settle -> quality: rejected by house_rule
              A rule of this name said no; the policy reference describes it.
              measured 1.5, threshold 2.0
              no published row rests on it
            """));
  }

  @Test
  void anUnknownEventHasNoExplanation() throws IOException {
    assertThat(ExplainEvent.of(folder, "nobody").isEmpty(), is(true));
  }

  @Test
  void aTypeThatThePolicyDropsIsSaidInOneSentence() {
    assertThat(Reasons.ofRule("quality", "masking_email"), containsString("the policy drops"));
  }

  @Test
  void theDocumentationNamesEveryReason() throws IOException {
    String page = Files.readString(Path.of("../docs/why-not-in-dataset.md"));
    for (String reason : Reasons.names()) {
      int dot = reason.indexOf('.');
      String stage = reason.substring(0, dot);
      String rule = reason.substring(dot + 1);
      String sentence =
          stage.equals("dead") ? Reasons.ofErrorClass(rule) : Reasons.ofRule(stage, rule);
      assertThat(page, containsString("`" + rule + "` | " + sentence));
    }
  }

  private String explain(String event) throws IOException {
    return ExplainEvent.of(folder, event).orElseThrow().text();
  }
}

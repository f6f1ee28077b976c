package prefmill.pipelines.property;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.datasets.explain.EventExplanation;
import prefmill.datasets.explain.ExplainEvent;
import prefmill.datasets.manifest.Counts;
import prefmill.datasets.rows.LedgerEntry;
import prefmill.datasets.rows.Outcome;
import prefmill.datasets.store.PublishedVersion;
import prefmill.datasets.verify.VersionVerifier;
import prefmill.pipelines.property.events.Baseline;
import prefmill.pipelines.scenario.Workshop;
import prefmill.transforms.outcome.Stage;

/** Every event has one outcome and one explanation, and the sums are the manifest's. */
class LedgerLawTest {
  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink"})
  void everyEventIsExplained(String runner) throws IOException {
    PublishedVersion version = Baseline.on(runner);
    Rows rows = Rows.of(version);
    Set<String> ids = new TreeSet<>();
    for (int i = 0; i < Baseline.events().size(); i++) {
      ids.add("e" + i);
    }
    assertThat(rows.ledger().keySet(), equalTo(ids));
    Counts counts = version.manifest().counts();
    assertThat(Counts.of(rows.ledger().values()), equalTo(counts));
    assertThat(counts.balanced(), is(true));
    assertThat(VersionVerifier.verify(version.folder()), empty());

    Set<String> published = new HashSet<>();
    rows.pairs().forEach(row -> published.add(row.rowId()));
    rows.verdicts().forEach(row -> published.add(row.rowId()));
    rows.demonstrations().forEach(row -> published.add(row.rowId()));
    Set<String> rested = new HashSet<>();
    for (String id : ids) {
      EventExplanation explanation = ExplainEvent.of(version.folder(), id).orElseThrow();
      LedgerEntry entry = explanation.entry();
      assertThat(id, chains(explanation.text()), hasSize(1));
      assertThat(id, entry.outcome() == Outcome.USED, is(not(entry.exampleIds().isEmpty())));
      assertThat(id, entry.outcome() == Outcome.REJECTED, is(entry.stage() != null));
      assertThat(id, entry.outcome() == Outcome.USED, is(entry.rule() == null));
      rested.addAll(entry.exampleIds());
    }
    assertThat(rested, equalTo(published));
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink"})
  void oneThresholdChangesOnlyItsRuleAndWhatFollows(String runner, @TempDir Path temp)
      throws IOException {
    Workshop workshop = Workshop.in(temp).events("a.jsonl", Baseline.events());
    String stricter = Baseline.SETTINGS + "quality:\n  too_short: {min_chars: 170}\n";
    Map<String, LedgerEntry> before = Rows.of(Baseline.on(runner)).ledger();
    Map<String, LedgerEntry> after =
        Rows.of(workshop.build(workshop.policy(stricter), runner).version()).ledger();

    assertThat(after.keySet(), equalTo(before.keySet()));
    List<String> refused = new ArrayList<>();
    for (String id : before.keySet()) {
      LedgerEntry was = before.get(id);
      LedgerEntry is = after.get(id);
      // a used event may have been refused elsewhere before: once it loses its rows, that is told
      if (!was.equals(is) && was.outcome() != Outcome.USED) {
        assertThat(id + " was " + was, stage(was), greaterThanOrEqualTo(Stage.QUALITY));
        assertThat(id + " is " + is, stage(is), greaterThanOrEqualTo(Stage.QUALITY));
      }
      if ("too_short".equals(is.rule())) {
        assertThat(is.threshold(), equalTo(170.0));
        refused.add(id);
      }
    }
    assertThat(refused, not(empty()));
  }

  /** The lines that tell a way from coming in to an end. */
  private static List<String> chains(String text) {
    return text.lines().filter(line -> line.strip().startsWith("came in -> ")).toList();
  }

  /** How far in the flow an event came; used is farther than any rule. */
  private static Stage stage(LedgerEntry entry) {
    return switch (entry.outcome()) {
      case USED -> Stage.ERASED;
      case REJECTED -> Stage.valueOf(entry.stage().toUpperCase(Locale.ROOT));
      case DEAD -> Stage.DEDUP;
    };
  }
}

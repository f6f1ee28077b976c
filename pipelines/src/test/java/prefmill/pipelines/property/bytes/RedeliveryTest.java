package prefmill.pipelines.property.bytes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.datasets.manifest.Counts;
import prefmill.datasets.manifest.Manifest;
import prefmill.datasets.read.VersionTables;
import prefmill.datasets.rows.LedgerEntry;
import prefmill.pipelines.property.events.Baseline;
import prefmill.pipelines.run.build.BuildResult;
import prefmill.pipelines.scenario.PublishedFiles;
import prefmill.pipelines.scenario.Workshop;

/** What is delivered again changes nothing; what comes with two contents is refused. */
class RedeliveryTest {
  private static final String BODY =
      """
      {"event_id":"twice","user_id":"u1","message_id":"mx","created_at":"2026-11-01T00:00:00Z","prompt":"%s","response":"It came with two bodies.","signal":{"kind":"thumb","value":"%s"}}""";

  static List<String> runners() {
    return Workshop.runners();
  }

  @ParameterizedTest
  @MethodSource("runners")
  void deliveredUpToFiveTimesIsTheSame(String runner, @TempDir Path temp) throws IOException {
    Random random = new Random(3);
    List<String> lines = new ArrayList<>();
    for (String event : Baseline.events()) {
      lines.addAll(Collections.nCopies(1 + random.nextInt(5), event));
    }
    Collections.shuffle(lines, random);
    Workshop workshop = Workshop.in(temp).events("a.jsonl", lines);
    BuildResult result = workshop.build(workshop.policy(Baseline.SETTINGS), runner);

    Manifest once = Baseline.on(runner).manifest();
    Manifest often = result.version().manifest();
    assertThat(often.contentHash(), equalTo(once.contentHash()));
    assertThat(often.ledgerHash(), equalTo(once.ledgerHash()));
    assertThat(often.counts(), equalTo(once.counts()));
    assertThat(
        PublishedFiles.sameBytes(result.version().folder()),
        equalTo(PublishedFiles.sameBytes(Baseline.on(runner).folder())));
    assertThat(result.redeliveries(), is((long) lines.size() - Baseline.events().size()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink"})
  void twoContentsUnderOneIdAreBothRefused(String runner, @TempDir Path temp) throws IOException {
    String up = BODY.formatted("Which one is it?", "up");
    String down = BODY.formatted("Which one is it?", "down");
    String elsewhere = BODY.formatted("And in another context?", "up");
    Map<String, String> first = conflict(runner, temp.resolve("a"), List.of(up, down, elsewhere));
    assertThat(
        conflict(runner, temp.resolve("b"), List.of(elsewhere, down, up, down)), equalTo(first));
  }

  private static Map<String, String> conflict(String runner, Path folder, List<String> bodies)
      throws IOException {
    List<String> lines = new ArrayList<>(Baseline.events());
    lines.addAll(bodies.subList(1, bodies.size()));
    lines.add(0, bodies.get(0));
    Workshop workshop = Workshop.in(folder).events("a.jsonl", lines);
    BuildResult result = workshop.build(workshop.policy(Baseline.SETTINGS), runner);
    Manifest without = Baseline.on(runner).manifest();
    assertThat(result.version().manifest().contentHash(), equalTo(without.contentHash()));
    Counts counts = result.version().manifest().counts();
    assertThat(counts.in(), is(without.counts().in() + 1));
    assertThat(counts.rejectedByRule().get("dedup.id_conflict"), is(1L));
    List<LedgerEntry> ledger =
        VersionTables.of(result.version().folder(), result.version().manifest().files()).ledger();
    assertThat(
        ledger.stream().filter(entry -> entry.eventId().equals("twice")).toList(),
        equalTo(List.of(LedgerEntry.rejected("twice", "dedup", "id_conflict", null, null))));
    return PublishedFiles.sameBytes(result.version().folder());
  }
}

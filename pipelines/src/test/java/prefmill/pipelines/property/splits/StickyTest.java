package prefmill.pipelines.property.splits;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.datasets.manifest.FileEntry;
import prefmill.datasets.manifest.ShardName;
import prefmill.datasets.parquet.RowParquet;
import prefmill.datasets.rows.Split;
import prefmill.datasets.store.DatasetStore;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.moves.SplitMovesRefused;
import prefmill.pipelines.moves.SplitStatement;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.property.events.SharedEvents;
import prefmill.pipelines.run.Execution;
import prefmill.pipelines.run.IngestRun;
import prefmill.pipelines.run.build.BuildRun;
import prefmill.pipelines.scenario.Workshop;

/** A context once held out is never trained on in a later version, unless that was accepted. */
class StickyTest {
  private static final String SETTINGS =
      "splits: {train: 0.5, validation: 0.2, test: 0.3}\ncaps: off\n";
  private static final String EARLIER_WORD =
      """
      {"event_id":"late%d","user_id":"new%d","message_id":"late%d","created_at":"2026-01-01T00:00:00Z","prompt":"Question %s?","response":"Said before all others.","signal":{"kind":"thumb","value":"up"}}""";

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink"})
  void sidesStayUnlessMovesAreAccepted(String runner, @TempDir Path temp) throws IOException {
    Execution execution = Workshop.execution(runner, 2);
    List<String> events = new ArrayList<>(SharedEvents.of(200, 16));
    for (int i = 0; i < 12; i++) {
      events.add(i, EARLIER_WORD.formatted(100 + i, i, i, i).replace("2026-01", "2026-02"));
    }
    Workshop workshop = Workshop.in(temp).events("a.jsonl", events.subList(0, 112));
    Policy policy = workshop.policy(SETTINGS);
    PublishedVersion first = build(workshop, policy, execution, false);
    workshop.events("b.jsonl", events.subList(112, events.size()));
    PublishedVersion second = build(workshop, policy, execution, false);
    assertThat(contexts(first, Split.TEST), not(empty()));
    assertThat(common(contexts(first, Split.TEST), contexts(second, Split.TRAIN)), empty());
    assertThat(common(contexts(first, Split.TRAIN), contexts(second, Split.TEST)), empty());

    workshop.events("c.jsonl", earlierWords());
    SplitMovesRefused refused =
        assertThrows(SplitMovesRefused.class, () -> build(workshop, policy, execution, false));
    assertThat(refused.getMessage(), containsString("--accept-split-moves"));
    assertThat(refused.getMessage(), containsString("version 2"));
    assertThat(newest(policy).number(), is(2));

    PublishedVersion third = build(workshop, policy, execution, true);
    SplitStatement said = SplitStatement.of(third.manifest()).orElseThrow();
    assertThat(said.movedToTrain() + said.movedToHeldOut(), greaterThan(0L));

    workshop.events("d.jsonl", List.of(EARLIER_WORD.formatted(99, 99, 99, "of nobody else")));
    PublishedVersion fourth = build(workshop, policy, execution, false);
    assertThat(fourth.number(), is(4));
  }

  /** Twelve persons who spoke first, as it turns out, in contexts that others began. */
  private static List<String> earlierWords() {
    return IntStream.range(0, 12)
        .mapToObj(i -> EARLIER_WORD.formatted(i, 50 + i, 50 + i, i))
        .toList();
  }

  private static PublishedVersion build(
      Workshop workshop, Policy policy, Execution execution, boolean accept) throws IOException {
    IngestRun.of(policy, workshop.folder(), execution).land();
    return BuildRun.of(policy, execution, Workshop.AS_OF)
        .acceptSplitMoves(accept)
        .publish()
        .version();
  }

  private static PublishedVersion newest(Policy policy) throws IOException {
    return DatasetStore.open(policy.store(), policy.dataset()).newest().orElseThrow();
  }

  private static Set<String> contexts(PublishedVersion version, Split split) throws IOException {
    Set<String> contexts = new HashSet<>();
    for (FileEntry file : version.manifest().files()) {
      ShardName shard = ShardName.parse(file.path()).orElse(null);
      if (shard != null && shard.split() == split && shard.format().equals(ShardName.PARQUET)) {
        contexts.addAll(RowParquet.contextKeys(version.folder().resolve(file.path())));
      }
    }
    return contexts;
  }

  private static Set<String> common(Set<String> a, Set<String> b) {
    Set<String> common = new HashSet<>(a);
    common.retainAll(b);
    return common;
  }
}

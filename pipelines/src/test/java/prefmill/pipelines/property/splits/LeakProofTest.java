package prefmill.pipelines.property.splits;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.datasets.read.VersionReader;
import prefmill.datasets.rows.Config;
import prefmill.datasets.rows.Row;
import prefmill.datasets.rows.Split;
import prefmill.datasets.store.PublishedVersion;
import prefmill.datasets.verify.VersionVerifier;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.property.events.SharedEvents;
import prefmill.pipelines.rows.ComparedPrompt;
import prefmill.pipelines.scenario.Workshop;
import prefmill.pipelines.verify.SplitReport;
import prefmill.pipelines.verify.SplitVerifier;
import prefmill.transforms.neardup.Shingles;

/**
 * No person, conversation or context is on two sides, in any config, and no train prompt is a
 * near-copy of a held-out one.
 */
class LeakProofTest {
  private static final String SETTINGS =
      "splits: {train: 0.7, validation: 0.15, test: 0.15}\ncaps: off\n";

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink"})
  void nothingLeaks(String runner, @TempDir Path temp) throws IOException {
    PublishedVersion version = proved(temp, 500, runner);
    List<ComparedPrompt> train = prompts(version, Split.TRAIN);
    List<ComparedPrompt> validation = prompts(version, Split.VALIDATION);
    List<ComparedPrompt> test = prompts(version, Split.TEST);
    assertThat(test, is(not(empty())));
    assertThat(nearest(train, test) < 0.8, is(true));
    assertThat(nearest(train, validation) < 0.8, is(true));
    assertThat(nearest(validation, test) < 0.8, is(true));
  }

  @Test
  @Tag("soak")
  void nothingLeaksOfManyEvents(@TempDir Path temp) throws IOException {
    proved(temp, 100_000, "flink");
  }

  private static PublishedVersion proved(Path temp, int events, String runner) throws IOException {
    Workshop workshop = Workshop.in(temp).events("a.jsonl", SharedEvents.of(events, 15));
    Policy policy = workshop.policy(SETTINGS);
    PublishedVersion version = workshop.build(policy, runner).version();
    Map<String, Long> rejected = version.manifest().counts().rejectedByRule();
    assertThat(
        rejected.getOrDefault("decontaminate.near_held_out", 0L), greaterThan(events / 100L));
    assertThat(rejected.getOrDefault("split.straddles", 0L), greaterThan(events / 100L));
    assertThat(VersionVerifier.verify(version.folder()), empty());
    SplitReport report =
        SplitVerifier.verify(version, EventLog.open(policy.store(), policy.dataset()));
    assertThat(report, equalTo(new SplitReport(List.of(), List.of())));
    return version;
  }

  private static List<ComparedPrompt> prompts(PublishedVersion version, Split split)
      throws IOException {
    VersionReader reader = VersionReader.open(version.folder());
    List<ComparedPrompt> prompts = new ArrayList<>();
    for (Config config : Config.values()) {
      try (Stream<Row> rows = reader.rows(config, split)) {
        rows.map(ComparedPrompt::of).forEach(prompts::add);
      }
    }
    return prompts;
  }

  /** The greatest similarity of any prompt of one side to any of the other. */
  private static double nearest(List<ComparedPrompt> side, List<ComparedPrompt> other) {
    return Math.max(
        nearestTexts(
            side.stream().map(ComparedPrompt::turn).toList(),
            other.stream().map(ComparedPrompt::turn).toList()),
        nearestTexts(
            side.stream().map(ComparedPrompt::conversation).toList(),
            other.stream().map(ComparedPrompt::conversation).toList()));
  }

  private static double nearestTexts(List<String> side, List<String> other) {
    List<long[]> sets = other.stream().distinct().map(Shingles::of).toList();
    return side.stream()
        .distinct()
        .map(Shingles::of)
        .flatMap(own -> sets.stream().map(set -> Shingles.jaccard(own, set)))
        .reduce(0.0, Math::max);
  }
}

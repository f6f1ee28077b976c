package prefmill.pipelines.property.bytes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.datasets.manifest.Changes;
import prefmill.datasets.manifest.Manifest;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.property.events.NativeEvents;
import prefmill.pipelines.run.build.BuildResult;
import prefmill.pipelines.scenario.PublishedFiles;
import prefmill.pipelines.scenario.Workshop;

/** One more event gives another version or a reason why no row changed; no new event none. */
class IncrementTest {
  private static final String LIKED =
      """
      {"event_id":"one-more","user_id":"new","message_id":"m","created_at":"2026-11-02T00:00:00Z","prompt":"What is one more event?","response":"A reason for another version.","signal":{"kind":"thumb","value":"up"}}""";
  private static final String KEPT_FOR_20_DAYS =
      """
      dataset: test
      store: ./store
      masking: {key_file: ./key}
      sources:
        - {name: app, kind: jsonl, preset: native, path: events, retention_days: 20}
      """;
  private static final String NEUTRAL =
      LIKED
          .replace("one-more\"", "no-more\"")
          .replace("\"m\"", "\"another\"")
          .replace("\"up\"", "\"neutral\"");

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink"})
  void oneMoreEvent(String runner, @TempDir Path temp) throws IOException {
    List<String> events = NativeEvents.of(40, 8);
    Workshop workshop = Workshop.in(temp.resolve("a")).events("a.jsonl", events);
    Policy policy = workshop.policy(Workshop.ALL_TRAIN);
    Manifest first = workshop.build(policy, runner).version().manifest();

    BuildResult again = workshop.build(policy, runner);
    assertThat(again.changed(), is(false));
    assertThat(again.version().number(), is(1));

    workshop.events("b.jsonl", List.of(LIKED));
    BuildResult more = workshop.build(policy, runner);
    Manifest second = more.version().manifest();
    assertThat(second.contentHash(), not(first.contentHash()));
    assertThat(second.previous(), is(1));
    assertThat(second.changes().added(), equalTo(Map.of("new_event", 2L)));
    assertThat(second.changes().newEvents(), equalTo(Map.of("used", 1L)));

    workshop.events("c.jsonl", List.of(NEUTRAL));
    Manifest third = workshop.build(policy, runner).version().manifest();
    assertThat(third.contentHash(), equalTo(second.contentHash()));
    assertThat(third.ledgerHash(), not(second.ledgerHash()));
    Changes changes = third.changes();
    assertThat(changes.added(), equalTo(Map.of()));
    assertThat(changes.newEvents(), equalTo(Map.of("rejected.settle.neutral", 1L)));

    workshop.events("d.jsonl", List.of(LIKED, NEUTRAL));
    BuildResult redelivered = workshop.build(policy, runner);
    assertThat(redelivered.changed(), is(false));
    assertThat(redelivered.version().number(), is(3));

    Workshop atOnce = Workshop.in(temp.resolve("b")).events("a.jsonl", events);
    atOnce.events("b.jsonl", List.of(NEUTRAL, LIKED));
    BuildResult whole = atOnce.build(atOnce.policy(Workshop.ALL_TRAIN), runner);
    assertThat(
        PublishedFiles.sameBytes(whole.version().folder()),
        equalTo(PublishedFiles.sameBytes(redelivered.version().folder())));
  }

  @Test
  void feedbackLeavesTheFirstVersionAfterItsTerm(@TempDir Path temp) throws IOException {
    String kept = LIKED.replace("one-more\"", "kept\"").replace("2026-11-02", "2026-11-20");
    kept = kept.replace("one more event?", "one that stays?").replace("\"m\"", "\"n\"");
    Workshop workshop = Workshop.in(temp).events("a.jsonl", List.of(LIKED, kept));
    Files.writeString(temp.resolve("policy.yaml"), KEPT_FOR_20_DAYS + Workshop.ALL_TRAIN);
    Policy policy = workshop.policy();
    Instant last = Instant.parse("2026-11-21T23:59:59.999999Z");
    Manifest before = workshop.build(policy, "direct", 2, last).version().manifest();
    assertThat(before.counts().used(), is(2L));

    workshop.events("b.jsonl", List.of(LIKED));
    assertThat(workshop.build(policy, "direct", 2, last).changed(), is(false));

    Instant end = Instant.parse("2026-11-22T00:00:00Z");
    Manifest after = workshop.build(policy, "direct", 2, end).version().manifest();
    assertThat(after.counts().used(), is(1L));
    assertThat(after.counts().rejectedByRule(), equalTo(Map.of("consent.expired", 1L)));
    assertThat(workshop.build(policy, "direct", 2, end.plusSeconds(3600)).changed(), is(false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink"})
  void deadLettersAloneDoNotFailABuild(String runner, @TempDir Path temp) throws IOException {
    Workshop workshop = Workshop.in(temp).events("a.jsonl", List.of("{\"prompt\":", "none"));
    Policy policy = workshop.policy(Workshop.ALL_TRAIN);
    BuildResult dead = workshop.build(policy, runner);
    assertThat(dead.counts().in(), is(2L));
    assertThat(dead.counts().deadByClass(), equalTo(Map.of("bad_json", 2L)));

    workshop.events("b.jsonl", List.of(LIKED));
    Manifest more = workshop.build(policy, runner).version().manifest();
    assertThat(more.counts().used(), is(1L));
    assertThat(more.counts().dead(), is(2L));
  }
}

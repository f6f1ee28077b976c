package prefmill.pipelines.property;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.store.DatasetStore;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.property.events.Said;
import prefmill.pipelines.run.IngestRun;
import prefmill.pipelines.run.LogPoint;
import prefmill.pipelines.run.build.BuildResult;
import prefmill.pipelines.run.build.BuildRun;
import prefmill.pipelines.scenario.Workshop;

/** What was built once can be built again, as of any earlier point. */
class AsOfTest {
  @TempDir Path temp;
  private Workshop workshop;
  private Policy policy;
  private final Said said = new Said();

  @BeforeEach
  void open() throws IOException {
    workshop = Workshop.in(temp);
    policy = workshop.policy(Workshop.ALL_TRAIN);
  }

  @Test
  void everyNightCanBeBuiltAgain() throws IOException {
    List<PublishedVersion> nights = new ArrayList<>();
    for (int night = 0; night < 3; night++) {
      nights.add(buildNight(night).version());
    }
    assertThat(nights.get(2).number(), is(3));
    EventLog log = EventLog.open(policy.store(), policy.dataset());
    for (PublishedVersion night : nights) {
      LogPoint byTime = LogPoint.at(Instant.parse(night.manifest().asOf()), log);
      assertThat(byTime, equalTo(LogPoint.of(night.manifest(), log)));
      BuildResult again = build(byTime.asOf()).rebuild(byTime.log());
      assertThat(again.changed(), is(false));
      assertThat(again.version(), equalTo(night));
    }
    assertThat(DatasetStore.open(policy.store(), policy.dataset()).versions().size(), is(3));

    LogPoint before = LogPoint.at(Instant.EPOCH, log);
    assertThat(build(before.asOf()).rebuild(before.log()).reason(), containsString("1970"));
  }

  @Test
  void aDamagedOrMissingSegmentIsNamedWithTheMend() throws IOException {
    buildNight(0);
    EventLog log = EventLog.open(policy.store(), policy.dataset());
    Path segment = log.folder().resolve(log.manifests().get(0).segments().get(0).path());
    byte[] bytes = Files.readAllBytes(segment);
    said.thumb("zoe", "m", "What else?", "Nothing else, I am afraid.", "up");
    workshop.events("more.jsonl", said.lines());
    IngestRun.of(policy, workshop.folder(), Workshop.execution("direct", 2)).land();

    Files.write(segment, bytes, StandardOpenOption.APPEND);
    refused(segment + " is damaged");
    byte[] zeros = new byte[bytes.length];
    Files.write(segment, zeros);
    refused(segment + " is damaged");
    Files.delete(segment);
    refused(segment + " is missing: restore it");
  }

  private void refused(String sentence) {
    BuildRun run = build(Instant.now());
    Exception refusal = assertThrows(RuntimeException.class, run::publish);
    assertThat(refusal.getMessage(), containsString(sentence));
    assertThat(refusal.getMessage(), not(containsString("Exception")));
  }

  private BuildResult buildNight(int night) throws IOException {
    for (int i = 0; i < 3; i++) {
      String answer = "Open the page number " + night + i + " and press the button.";
      said.thumb("u" + i, night + "-" + i, "How do I do it, number " + i + "?", answer, "up");
    }
    workshop.events("night-" + night + ".jsonl", said.lines());
    IngestRun.of(policy, workshop.folder(), Workshop.execution("direct", 2)).land();
    return build(Instant.now()).publish();
  }

  private BuildRun build(Instant asOf) {
    return BuildRun.of(policy, Workshop.execution("direct", 2), asOf);
  }
}

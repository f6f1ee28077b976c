package prefmill.pipelines.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.pipelines.job.JobFailure;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.Segment;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.property.events.NativeEvents;
import prefmill.pipelines.run.Execution;
import prefmill.pipelines.run.IngestRun;
import prefmill.pipelines.scenario.Workshop;
import prefmill.pipelines.source.topic.TestBroker;
import prefmill.pipelines.stream.StreamRun;
import prefmill.transforms.figures.DayFigures;

class ReportRunTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-10-01");
  private static final int EVER = 10_000;

  @Test
  void countsWhatStoodAtTheEndOfEachDay(@TempDir Path temp) throws IOException {
    List<String> lines =
        List.of(
            event("e1", "u1", "m1", "2026-10-01T08:00:00Z", "a", "up", "\"subject\":\"maths\","),
            event("e2", "u1", "m1", "2026-10-01T09:00:00Z", "a", "down", "\"subject\":\"maths\","),
            event("e3", "u1", "m1", "2026-10-02T09:00:00Z", "a", "up", "\"subject\":\"maths\","),
            // without a message the answer is what the word is about
            event("e4", "u2", null, "2026-10-02T10:00:00Z", "a", "up", "\"action\":\"book\","),
            event("e5", "u2", null, "2026-10-02T11:00:00Z", " a", "down", "\"action\":\"book\","),
            event("e6", "u2", null, "2026-10-02T10:00:00Z", "b", "up", "\"action\":\"book\","),
            event("e7", "u3", "m7", "2026-10-02T10:00:00Z", "a", "down", "\"consent\":false,"),
            event("e8", "u4", "m8", "2026-09-30T23:59:59Z", "a", "down", ""),
            event("e9", "u4", "m9", null, "a", "down", ""));
    for (String runner : Workshop.runners()) {
      Workshop workshop = Workshop.in(temp.resolve(runner)).events("a.jsonl", lines);
      workshop.events("again.jsonl", lines.subList(1, 5));
      Policy policy = workshop.policy("");
      Execution execution = Workshop.execution(runner, 2);
      IngestRun.of(policy, workshop.folder(), execution).land();
      List<DayFigures> days = ReportRun.of(policy, FIRST).once(execution);
      assertThat(
          days.stream().flatMap(ReportRunTest::told).toList(),
          contains(
              "2026-10-01 all  2/1 0 up 1 down [e2]",
              "2026-10-01 subject maths 2/1 0 up 1 down [e2]",
              "2026-10-01 model m 2/1 0 up 1 down [e2]",
              "2026-10-02 all  4/2 2 up 1 down [e5]",
              "2026-10-02 subject maths 1/1 1 up 0 down []",
              "2026-10-02 action book 3/1 1 up 1 down [e5]",
              "2026-10-02 model m 4/2 2 up 1 down [e5]"));
    }
  }

  @Test
  void onlyConsentedFeedbackIsCountedWhereThePolicySaysSo(@TempDir Path temp) throws IOException {
    String time = "2026-10-01T08:00:00Z";
    Workshop workshop =
        Workshop.in(temp)
            .events(
                "a.jsonl",
                List.of(
                    event("e1", "u1", "m1", time, "a", "up", "\"consent\":true,"),
                    event("e2", "u2", "m2", time, "a", "up", "")));
    Policy policy = workshop.policy("consent: {required: true}");
    IngestRun.of(policy, temp, Workshop.execution("direct", 2)).land();
    List<DayFigures> days = ReportRun.of(policy, FIRST).once(Workshop.execution("direct", 2));
    assertThat(days.get(0).events(), is(1L));
  }

  @Test
  void anEmptyLogHasNoFiguresAndADamagedOneSaysWhere(@TempDir Path temp) throws IOException {
    Workshop workshop = Workshop.in(temp).events("a.jsonl", NativeEvents.of(10, 1));
    Policy policy = workshop.policy("");
    Execution execution = Workshop.execution("direct", 2);
    assertThat(ReportRun.of(policy, FIRST).once(execution), empty());
    IngestRun.of(policy, temp, execution).land();
    EventLog log = EventLog.open(policy.store(), policy.dataset());
    Segment segment = log.manifests().get(0).segments().get(0);
    Files.delete(log.folder().resolve(segment.path()));
    JobFailure failure =
        assertThrows(JobFailure.class, () -> ReportRun.of(policy, FIRST).once(execution));
    assertThat(failure.getCause().toString(), containsPath(segment));
    try (Stream<Path> attempts = Files.list(policy.store().resolve("test/attempts"))) {
      assertThat(attempts.toList(), empty());
    }
  }

  /** Files in any order and number; a topic landed bit by bit while the report follows. */
  @Test
  void aStreamOfATopicComesToTheFiguresOfTheFiles(@TempDir Path temp) throws Exception {
    List<String> lines = NativeEvents.of(240, 11);
    Workshop files = Workshop.in(temp.resolve("files")).events("a.jsonl", lines);
    IngestRun.of(files.policy(""), files.folder(), Workshop.execution("flink", 2)).land();
    List<DayFigures> expected =
        ReportRun.of(files.policy(""), FIRST).once(Workshop.execution("flink", 1));
    assertThat(expected.size(), greaterThan(20));

    TestBroker.create("figures", 2, Map.of());
    Workshop workshop = Workshop.in(temp.resolve("topic"));
    Policy policy = topic(workshop);
    CountDownLatch stop = new CountDownLatch(1);
    Map<LocalDate, DayFigures> seen = new TreeMap<>();
    List<String> some = new ArrayList<>(lines.subList(0, 150));
    Collections.shuffle(some, new Random(2));
    send(some);
    Thread landing = landing(policy, workshop.folder(), stop);
    landing.start();
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    List<Integer> steps = new ArrayList<>();
    ReportRun.of(policy, FIRST)
        .follow(
            streaming(),
            EVER,
            stop,
            days -> {
              days.forEach(day -> seen.put(day.day(), day));
              long events = seen.values().stream().mapToLong(DayFigures::events).sum();
              if (steps.isEmpty() && events > 100) {
                steps.add(1);
                List<String> rest = new ArrayList<>(lines.subList(150, lines.size()));
                rest.addAll(lines.subList(100, 200));
                Collections.shuffle(rest, new Random(3));
                send(rest);
              }
              if (List.copyOf(seen.values()).equals(expected) || System.nanoTime() > end) {
                stop.countDown();
              }
            });
    landing.join();
    assertThat(steps, contains(1));
    assertThat(List.copyOf(seen.values()), equalTo(expected));
    List<DayFigures> batch = ReportRun.of(policy, FIRST).once(Workshop.execution("flink", 2));
    assertThat(batch, equalTo(expected));
  }

  private static Thread landing(Policy policy, Path folder, CountDownLatch stop) {
    return new Thread(
        () -> {
          try {
            StreamRun.of(policy, folder, Workshop.execution("flink", 2), streaming())
                .run(stop, landed -> {});
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static void send(List<String> lines) {
    TestBroker.send("figures", 2, lines.stream().map(line -> line.getBytes(UTF_8)).toList());
  }

  private static Policy topic(Workshop workshop) {
    return workshop.read(
        """
        dataset: test
        store: ./store
        masking: {key_file: ./key}
        sources:
          - {name: bus, kind: kafka, preset: native, bootstrap: "%s", topic: figures}
        """
            .formatted(TestBroker.bootstrap()));
  }

  private static Execution streaming() {
    Execution execution = Workshop.execution("flink", 2);
    FlinkPipelineOptions options = execution.options().as(FlinkPipelineOptions.class);
    options.setStreaming(true);
    options.setAttachedMode(false);
    options.setFasterCopy(false);
    options.setCheckpointingInterval(1_000L);
    return execution;
  }

  private static String event(
      String id,
      String user,
      String message,
      String time,
      String answer,
      String thumb,
      String more) {
    return ("{\"event_id\":\"%s\",\"user_id\":\"%s\",%s%s\"prompt\":\"q\",\"response\":\"%s\",\"model\":\"m\","
            + "%s\"signal\":{\"kind\":\"thumb\",\"value\":\"%s\"}}")
        .formatted(
            id,
            user,
            message == null ? "" : "\"message_id\":\"" + message + "\",",
            time == null ? "" : "\"created_at\":\"" + time + "\",",
            answer,
            more,
            thumb);
  }

  private static Stream<String> told(DayFigures day) {
    return day.figures().stream()
        .map(
            figure ->
                "%s %s %s %d/%d %d up %d down %s"
                    .formatted(
                        day.day(),
                        figure.dimension().label(),
                        figure.value(),
                        figure.counts().events(),
                        figure.counts().persons(),
                        figure.counts().ups(),
                        figure.counts().downs(),
                        figure.examples().stream().map(e -> e.eventId()).toList()));
  }

  private static Matcher<String> containsPath(Segment segment) {
    return containsString(segment.path() + " is missing or damaged");
  }
}

package prefmill.pipelines.stream.land;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import prefmill.pipelines.job.DatasetKey;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.Segment;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.scenario.Workshop;
import prefmill.pipelines.source.SourceReader;
import prefmill.pipelines.source.topic.TestBroker;
import prefmill.pipelines.source.topic.TopicPlan;

/** A topic that is landed as a stream does, bundle by bundle. */
record LandingTopic(EventLog log, StreamSource source, StreamPlan plan) {
  /** Makes a topic of two partitions, and a policy that reads it in so a way. */
  static LandingTopic create(Path temp, String name, String reading) throws IOException {
    TestBroker.create(name, 2, Map.of());
    Workshop workshop = Workshop.in(temp);
    Policy policy =
        workshop.read(
            """
            dataset: test
            store: ./store
            masking: {key_file: ./key}
            sources:
              - {name: bus, kind: kafka, bootstrap: "%s", topic: %s, %s}
            """
                .formatted(TestBroker.bootstrap(), name, reading));
    var source = policy.sources().get(0);
    TopicPlan found = TopicPlan.of(source, temp, Map.of());
    StreamSource streamed = StreamSource.of(found, SourceReader.preset(source), "test");
    EventLog log = EventLog.open(policy.store(), policy.dataset());
    StreamPlan plan =
        new StreamPlan(
            List.of(streamed),
            "test",
            policy.masking().rules(),
            DatasetKey.of(policy).key(),
            List.of(),
            log.folder().toString(),
            "r1");
    return new LandingTopic(log, streamed, plan);
  }

  StreamLanding landing() throws IOException {
    return new StreamLanding(log, plan, "0123abcd", List.of());
  }

  void receipt(Map<String, Long> next) throws IOException {
    Segment segment = new Segment("segments/r1/a.parquet", 0, 0, 3, 0, 10);
    new StreamReceipt("bus", segment, null, 0, next, 10)
        .write(StreamReceipt.folder(log.folder(), "r1"));
  }

  List<Path> receipts() throws IOException {
    return new ArrayList<>(StreamReceipt.list(StreamReceipt.folder(log.folder(), "r1")));
  }
}

package prefmill.pipelines.log.compact;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.manifest.Manifest;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;
import prefmill.pipelines.log.Segment;
import prefmill.pipelines.log.SegmentWriter;
import prefmill.pipelines.log.cursor.ContextCursor;
import prefmill.pipelines.log.gc.LogGarbage;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.property.events.NativeEvents;
import prefmill.pipelines.run.IngestRun;
import prefmill.pipelines.run.build.BuildRun;
import prefmill.pipelines.scenario.Workshop;
import prefmill.transforms.event.MaskedEvent;

class CompactRunTest {
  @TempDir private Path temp;

  @Test
  void aLogOfManySmallSegmentsIsSortedOnceAndGivesTheSameAtEveryPoint() throws IOException {
    Workshop workshop = Workshop.in(temp).events("all.jsonl", NativeEvents.of(240, 7));
    Policy whole = workshop.policy(Workshop.ALL_TRAIN);
    Manifest expected = workshop.build(whole, "flink").version().manifest();
    List<MaskedEvent> events = events(EventLog.open(whole.store(), "test"));

    Policy pieces = policy(workshop, "pieces");
    EventLog log = EventLog.open(pieces.store(), "test");
    Collections.shuffle(events, new Random(5));
    List<LogManifest> half = pieces(log, events.subList(0, 120), expected.keyIds().get(0));
    Manifest first = build(pieces);
    assertThat(Compactions.of(log.folder()).all(), empty());
    pieces(log, events.subList(120, events.size()), expected.keyIds().get(0));

    Manifest built = build(pieces);
    assertThat(built.contentHash(), equalTo(expected.contentHash()));
    assertThat(built.ledgerHash(), equalTo(expected.ledgerHash()));
    Compactions compactions = Compactions.of(log.folder());
    List<Segment> read = compactions.segments(log.manifests());
    assertThat(compactions.all(), hasSize(1));
    assertThat(read.stream().mapToLong(Segment::rows).sum(), is((long) events.size()));
    assertThat(read.size(), lessThan(9));
    assertThat(segments(compactions.uncompacted(log.manifests())), empty());
    assertThat(LogGarbage.of(log, Instant.MAX), empty());

    Path sorted = log.folder().resolve(read.get(0).path());
    byte[] content = Files.readAllBytes(sorted);
    Files.write(sorted, new byte[content.length]);
    assertThat(
        Compactions.of(log.folder()).segments(log.manifests()), equalTo(segments(log.manifests())));
    Files.write(sorted, content);

    // an earlier point does not have all that was compacted, and is read as it was then
    assertThat(compactions.segments(half), equalTo(segments(half)));
    BuildRun earlier = BuildRun.of(pieces, Workshop.execution("flink", 2), Workshop.AS_OF);
    assertThat(earlier.rebuild(half).version().manifest().version(), is(first.version()));
  }

  private static List<MaskedEvent> events(EventLog log) throws IOException {
    List<Segment> segments = segments(log.manifests());
    List<MaskedEvent> all = new ArrayList<>();
    try (ContextCursor cursor = ContextCursor.open(log.folder(), segments, 0, 0)) {
      for (var events = cursor.next(); !events.isEmpty(); events = cursor.next()) {
        all.addAll(events);
      }
    }
    return all;
  }

  private static List<Segment> segments(List<LogManifest> entries) {
    return entries.stream().flatMap(entry -> entry.segments().stream()).toList();
  }

  private static List<LogManifest> pieces(EventLog log, List<MaskedEvent> events, String keyId)
      throws IOException {
    List<Segment> segments = new ArrayList<>();
    String run = IngestRun.nextId();
    for (int i = 0; i < events.size(); i++) {
      Path file = log.folder().resolve("segments").resolve(run).resolve(i + ".parquet");
      segments.add(SegmentWriter.writeAll(log.folder(), file, List.of(events.get(i))));
    }
    var unused = log.append(LogManifest.of(run, keyId, 1, segments, List.of(), Map.of()));
    return log.manifests();
  }

  private static Manifest build(Policy policy) throws IOException {
    return BuildRun.of(policy, Workshop.execution("flink", 2), Workshop.AS_OF)
        .publish()
        .version()
        .manifest();
  }

  private static Policy policy(Workshop workshop, String store) {
    return workshop.read(
        """
        dataset: test
        store: ./%s
        masking: {key_file: ./key}
        sources:
          - {name: app, kind: jsonl, preset: native, path: nowhere}
        """
            .concat(Workshop.ALL_TRAIN)
            .formatted(store));
  }
}

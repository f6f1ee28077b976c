package prefmill.pipelines.log.cursor;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.pipelines.log.LogRecords;
import prefmill.pipelines.log.LoggedEvents;
import prefmill.pipelines.log.Segment;
import prefmill.pipelines.log.SegmentWriter;
import prefmill.transforms.consent.Admission;
import prefmill.transforms.consent.ConsentRules;
import prefmill.transforms.decisions.Clock;
import prefmill.transforms.decisions.EventFacts;
import prefmill.transforms.event.Facet;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.splits.SplitRules;

class ContextCursorTest {
  private static final Admission ADMISSION = new Admission(ConsentRules.DEFAULT, new Clock(1_000));
  @TempDir private Path log;

  private Segment segment(String name, int bits, int prefix, List<MaskedEvent> events)
      throws IOException {
    List<MaskedEvent> sorted = new ArrayList<>(events);
    sorted.sort(Segment.ORDER);
    try (SegmentWriter writer = SegmentWriter.create(log.resolve("segments").resolve(name))) {
      for (MaskedEvent event : sorted) {
        writer.write(event);
      }
      return writer.finish(log, bits, prefix);
    }
  }

  private List<List<MaskedEvent>> read(List<Segment> segments, int bits, int stretch)
      throws IOException {
    List<List<MaskedEvent>> contexts = new ArrayList<>();
    try (ContextCursor cursor = ContextCursor.open(log, segments, bits, stretch)) {
      for (var events = cursor.next(); !events.isEmpty(); events = cursor.next()) {
        contexts.add(events);
      }
    }
    return contexts;
  }

  @Test
  void readsBackWholeEvents() throws IOException {
    List<MaskedEvent> events =
        List.of(
            LoggedEvents.full("e1", 5, 1, 10),
            LoggedEvents.bare("e2", 5, 1),
            LoggedEvents.retraction("r", Facet.CORRECTION));
    Segment segment = segment("a.parquet", 0, 0, events);
    assertThat(segment.rows(), is(3L));
    assertThat(segment.retractions(), is(1L));
    Set<MaskedEvent> found = new HashSet<>();
    read(List.of(segment), 0, 0).forEach(found::addAll);
    assertThat(found, equalTo(new HashSet<>(events)));
  }

  @Test
  void mergesSegmentsOfDifferentStretchesIntoWholeContexts() throws IOException {
    Random random = new Random(1);
    List<List<MaskedEvent>> parts = List.of(list(), list(), list(), list(), list(), list(), list());
    List<MaskedEvent> all = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      long bucket = random.nextLong() & 0xF000_0000_0000_0001L;
      MaskedEvent event = LoggedEvents.full("e" + i, bucket, random.nextInt(2), random.nextInt(50));
      all.add(event);
      int quarter = (int) (bucket >>> 62);
      int part = random.nextInt(3);
      parts.get(part == 0 ? 0 : part == 1 ? 1 + quarter / 2 : 3 + quarter).add(event);
    }
    List<Segment> segments = new ArrayList<>();
    segments.add(segment("whole.parquet", 0, 0, parts.get(0)));
    segments.add(segment("half0.parquet", 1, 0, parts.get(1)));
    segments.add(segment("half1.parquet", 1, 1, parts.get(2)));
    for (int i = 0; i < 4; i++) {
      segments.add(segment("quarter" + i + ".parquet", 2, i, parts.get(3 + i)));
    }
    List<List<MaskedEvent>> whole = read(segments, 0, 0);
    List<List<MaskedEvent>> joined = new ArrayList<>();
    for (int stretch = 0; stretch < 8; stretch++) {
      for (List<MaskedEvent> context : read(segments, 3, stretch)) {
        assertThat((int) (context.get(0).keys().bucket() >>> 61), is(stretch));
        joined.add(context);
      }
    }
    assertThat(joined, equalTo(whole));
    Set<Object> seen = new HashSet<>();
    List<MaskedEvent> events = new ArrayList<>();
    for (List<MaskedEvent> context : whole) {
      var first = context.get(0).keys();
      assertThat(seen.add(List.of(first.bucket(), first.context())), is(true));
      List<MaskedEvent> ordered = new ArrayList<>(context);
      ordered.sort(MaskedEvent.ORDER);
      assertThat(context, equalTo(ordered));
      events.addAll(context);
    }
    all.sort(Segment.ORDER);
    events.sort(Segment.ORDER);
    assertThat(events, equalTo(all));
  }

  @Test
  void manySmallSegmentsAreReadOneAtATime() throws IOException {
    Random random = new Random(2);
    List<MaskedEvent> all = new ArrayList<>();
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      List<MaskedEvent> events = new ArrayList<>();
      for (int j = 0; j < 3; j++) {
        String id = "e" + i + "-" + j;
        events.add(LoggedEvents.full(id, random.nextLong(), random.nextInt(2), i));
      }
      all.addAll(events);
      segments.add(segment("small" + i + ".parquet", 0, 0, events));
    }
    all.sort(Segment.ORDER);
    long before = openFiles();
    try (ContextCursor cursor = ContextCursor.open(log, segments, 0, 0)) {
      assertThat(openFiles() - before, lessThan(20L));
    }
    List<MaskedEvent> read = new ArrayList<>();
    for (int stretch = 0; stretch < 4; stretch++) {
      read(segments, 2, stretch).forEach(read::addAll);
    }
    assertThat(read, equalTo(all));
  }

  @Test
  void whatIsTooMuchToHoldIsSortedInFiles() throws IOException {
    Random random = new Random(3);
    List<MaskedEvent> all = new ArrayList<>();
    List<MaskedEvent> read = new ArrayList<>();
    try (SortedRuns runs = SortedRuns.of(20_000)) {
      for (int i = 0; i < 100; i++) {
        MaskedEvent event = LoggedEvents.full("e" + i, random.nextLong(), 1, i);
        all.add(event);
        runs.add(log.resolve(segment("s" + i, 0, 0, List.of(event)).path()), BucketRange.ALL);
      }
      List<SegmentCursor> cursors = runs.cursors();
      assertThat(cursors.size(), is(6));
      for (SegmentCursor cursor : cursors) {
        MaskedEvent last = null;
        for (; cursor.current() != null; cursor.advance()) {
          assertThat(last == null || Segment.ORDER.compare(last, cursor.current()) < 0, is(true));
          last = cursor.current();
          read.add(last);
        }
        cursor.close();
      }
    }
    assertThat(new HashSet<>(read), equalTo(new HashSet<>(all)));
    assertThat(read.size(), is(100));
  }

  private static long openFiles() {
    return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getOpenFileDescriptorCount();
  }

  private static List<MaskedEvent> list() {
    return new ArrayList<>();
  }

  @Test
  void onlySegmentsOfTheStretchAreOpened() {
    Segment second = new Segment("missing", 1, 1, 0, 0, 0);
    assertThat(second.overlaps(0, 0), is(true));
    assertThat(second.overlaps(1, 0), is(false));
    assertThat(second.overlaps(1, 1), is(true));
    assertThat(second.overlaps(3, 3), is(false));
    assertThat(second.overlaps(3, 4), is(true));
    Segment eighth = new Segment("missing", 3, 6, 0, 0, 0);
    assertThat(eighth.overlaps(1, 1), is(true));
    assertThat(eighth.overlaps(2, 2), is(false));
    assertThat(eighth.overlaps(2, 3), is(true));
  }

  @Test
  void factsSayWhatTheEventSays() {
    EventFacts full =
        LogRecords.facts(
            LogRecords.write(LoggedEvents.full("e1", -5, 1, 10)), SplitRules.DEFAULT, ADMISSION);
    MaskedEvent event = LoggedEvents.full("e1", -5, 1, 10);
    assertThat(full.event(), is(event.keys().event()));
    assertThat(full.bucket(), is(-5L));
    assertThat(full.createdAt(), is(10L));
    assertThat(full.curated(), is(true));
    assertThat(full.anchor(), is(event.keys().conversation()));
    assertThat(full.voiceless(), is(true));
    assertThat(full.retraction(), is(false));
    EventFacts bare =
        LogRecords.facts(
            LogRecords.write(LoggedEvents.bare("e2", 5, 1)), SplitRules.DEFAULT, ADMISSION);
    assertThat(bare.voiceless(), is(false));
  }

  @Test
  void aRetractionHasAVoiceWhateverElseItSays() {
    EventFacts one =
        LogRecords.facts(
            LogRecords.write(LoggedEvents.retraction("r", Facet.REVIEW)),
            SplitRules.DEFAULT,
            ADMISSION);
    assertThat(one.voiceless(), is(false));
    assertThat(one.retraction(), is(true));
    assertThat(one.retracts(), is(Facet.REVIEW));
    EventFacts all =
        LogRecords.facts(
            LogRecords.write(LoggedEvents.retraction("r", null)), SplitRules.DEFAULT, ADMISSION);
    assertThat(all.retraction(), is(true));
    assertThat(all.retracts() == null, is(true));
  }
}

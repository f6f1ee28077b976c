package prefmill.pipelines.log.gc;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.gc.Garbage;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;
import prefmill.pipelines.log.Segment;
import prefmill.pipelines.log.lock.StreamLock;

class LogGarbageTest {
  @TempDir private Path store;

  @Test
  void whatAStreamAtWorkLandedIsSpared() throws IOException {
    EventLog log = EventLog.open(store, "d");
    Path segment = file(log, "segments/r1/a.parquet");
    Path receipt = file(log, "segments/r1/receipts/a.json");
    file(log, "dead_letters/r1/a.jsonl");
    try (StreamLock lock = StreamLock.take(log.folder(), List.of("bus"), "r1")) {
      assertThat(LogGarbage.of(log, Instant.MAX), empty());
    }
    assertThat(
        LogGarbage.of(log, Instant.MAX).stream().map(Garbage::path).toList(),
        contains(segment.getParent(), log.folder().resolve("dead_letters/r1")));
    assertThat(Files.exists(receipt), is(true));
  }

  @Test
  void whatIsEnteredBeforeItIsRemovedStays() throws IOException {
    EventLog log = EventLog.open(store, "d");
    Path entered = file(log, "segments/r1/a.parquet");
    Path left = file(log, "segments/r2/a.parquet");
    List<Garbage> garbage = LogGarbage.of(log, Instant.MAX);
    assertThat(garbage.size(), is(2));
    log.append(
        LogManifest.of(
            "r1",
            "0123abcd",
            1,
            List.of(new Segment("segments/r1/a.parquet", 0, 0, 1, 0, 1)),
            List.of(),
            Map.of()));

    List<Garbage> removed = LogGarbage.remove(log, garbage);

    assertThat(removed.stream().map(Garbage::path).toList(), contains(left.getParent()));
    assertThat(Files.exists(entered), is(true));
    assertThat(Files.exists(left), is(false));
  }

  private static Path file(EventLog log, String path) throws IOException {
    Path file = log.folder().resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "landed");
  }
}

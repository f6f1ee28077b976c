package prefmill.pipelines.log;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.store.StoreFault;

class EventLogTest {
  @TempDir private Path store;

  private static LogManifest landed(String run) {
    return LogManifest.of(
        run,
        "0123abcd",
        10,
        List.of(new Segment("segments/a", 0, 0, 3, 1, 100)),
        List.of("dead/x"),
        Map.of("app", Map.of(run, "1")));
  }

  @Test
  void anEntryKnowsWhenItLanded() throws IOException {
    EventLog log = EventLog.open(store, "d");
    Instant before = Instant.now().truncatedTo(ChronoUnit.MICROS);
    LogManifest noted = log.append(landed("r"));
    assertThat(noted.landedAt(), allOf(greaterThanOrEqualTo(before), lessThan(Instant.MAX)));
    log.append(landed("20261101T020304-0123abcd"));
    log.append(landed("r3"));
    for (String entry : List.of("000002.json", "000003.json")) {
      Path file = log.folder().resolve(entry);
      Files.writeString(
          file, Files.readString(file).replaceFirst(",\\s*\"landed\" : \"[^\"]*\"", ""));
    }
    List<LogManifest> old = log.manifests();
    assertThat(old.get(1).landed(), is("2026-11-01T02:03:04Z"));
    assertThat(old.get(2).landed(), is("2026-11-01T02:03:04Z"));
  }

  @Test
  void aLogThatDoesNotExistIsEmpty() throws IOException {
    assertThat(EventLog.open(store, "none").manifests(), empty());
  }

  @Test
  void readsBackWhatWasAppended() throws IOException {
    EventLog log = EventLog.open(store, "d");
    LogManifest first = log.append(landed("r1"));
    LogManifest second = log.append(landed("r2"));
    assertThat(first.number(), is(1L));
    assertThat(EventLog.open(store, "d").manifests(), equalTo(List.of(first, second)));
    assertThat(log.positions(), equalTo(Map.of("app", Map.of("r1", "1", "r2", "1"))));
    assertThat(second.rows(), is(3L));
  }

  @Test
  void aDamagedEntryDoesNotHinderAnAppend() throws IOException {
    EventLog log = EventLog.open(store, "d");
    log.append(landed("r1"));
    Files.writeString(log.folder().resolve("000001.json"), "damaged");
    Files.writeString(log.folder().resolve("1000000.json"), "damaged");
    Files.writeString(log.folder().resolve("999999.json"), "damaged");
    assertThat(log.append(landed("r2")).number(), is(1_000_001L));
    assertThat(log.after(1_000_000).get(0).run(), is("r2"));
  }

  @Test
  void ofManyAtOnceEachGetsANumber() throws Exception {
    List<Callable<LogManifest>> appends = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      LogManifest manifest = landed("r" + i);
      appends.add(() -> EventLog.open(store, "d").append(manifest));
    }
    var threads = Executors.newFixedThreadPool(8);
    Set<Long> numbers = new HashSet<>();
    try {
      for (Future<LogManifest> each : threads.invokeAll(appends)) {
        numbers.add(each.get().number());
      }
    } finally {
      threads.shutdown();
    }
    assertThat(numbers, hasSize(24));
    Set<String> runs = new HashSet<>();
    EventLog.open(store, "d").manifests().forEach(m -> runs.add(m.run()));
    assertThat(runs, hasSize(24));
  }

  @Test
  void damageIsToldWithThePlace() throws IOException {
    EventLog log = EventLog.open(store, "d");
    log.append(landed("r"));
    Path file = log.folder().resolve("000001.json");
    String good = Files.readString(file);
    for (String bad : List.of("", "null", "[]", "{}", good.substring(0, good.length() / 2))) {
      Files.writeString(file, bad);
      Exception e = assertThrows(StoreFault.class, log::manifests);
      assertThat(e.getMessage(), containsString(file + " is no manifest of an event log"));
    }
  }

  @Test
  void anotherFormatIsRefusedByItsNumber() throws IOException {
    EventLog log = EventLog.open(store, "d");
    log.append(landed("r"));
    Path file = log.folder().resolve("000001.json");
    Files.writeString(file, "{\"format\": 2, \"chunks\": []}");
    Exception e = assertThrows(StoreFault.class, log::manifests);
    assertThat(e.getMessage(), containsString("has format 2, this Prefmill reads format 1"));
  }
}

package prefmill.runners.bench.gate;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.OwnJvm;

/**
 * Ingest and build take no more bytes of an event than is written down. Run with
 * -Dprefmill.write=true to write it down anew.
 */
class BytesPerEventTest {
  private static final Path KEPT = Path.of("bench/bytes-per-event.json");
  private static final int EVENTS = 10_000;
  private static final long PATIENCE_SECONDS = 300;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @TempDir static Path folder;

  private static Map<String, Map<String, Double>> measured;

  @BeforeAll
  static void measure() throws Exception {
    Files.writeString(
        folder.resolve("flink-conf.yaml"),
        """
        metrics.reporter.shuffle.factory.class: %s
        taskmanager.memory.managed.size: 256m
        """
            .formatted(ShuffleReporter.class.getName()));
    String[] program = {
      "-XX:+UseSerialGC", MeasuredRun.class.getName(), folder.toString(), Integer.toString(EVENTS)
    };
    Path log = folder.resolve("log");
    ProcessBuilder builder =
        OwnJvm.of("", program).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("FLINK_CONF_DIR", folder.toString());
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(Files.readString(log), ended && process.exitValue() == 0, is(true));
    } finally {
      process.destroyForcibly();
    }
    Path figures = folder.resolve("figures.json");
    measured = JSON.readValue(figures.toFile(), new TypeReference<>() {});
    System.out.println("Bytes and records of each of " + EVENTS + " events, CPU seconds of all:");
    measured
        .get("plain")
        .forEach((figure, value) -> System.out.printf("  %-24s %,12.2f%n", figure, value));
  }

  @Test
  void anEventTakesAsManyBytesAsIsWrittenDown() throws IOException {
    Map<String, Double> now = measured.get("plain");
    if (Boolean.getBoolean("prefmill.write")) {
      Files.writeString(KEPT, JSON.writeValueAsString(BytesGate.gated(now)) + "\n");
    }
    Map<String, Double> kept = JSON.readValue(KEPT.toFile(), new TypeReference<>() {});
    assertThat(kept.keySet(), is(BytesGate.gated(now).keySet()));
    assertThat(BytesGate.moved(kept, now), is(empty()));
  }

  @Test
  void twelvePercentMoreOrLessAreToldWithTheFigures() {
    Map<String, Double> now = measured.get("plain");
    assertThat(BytesGate.moved(times(0.88, now), now), fourWith("an event grew from"));
    assertThat(BytesGate.moved(times(1.13, now), now), fourWith("an event shrank from"));
    assertThat(
        BytesGate.moved(Map.of("x_bytes", 100.0), Map.of("x_bytes", 112.0, "x cpu_seconds", 1.0)),
        contains(startsWith("x_bytes an event grew from 100 to 112 (+12 %): mend")));
  }

  @Test
  void eventsOfLongerTextsAreCostlier() {
    assertThat(
        BytesGate.moved(measured.get("plain"), measured.get("longer")),
        hasItem(startsWith("ingest shuffled_bytes an event grew")));
  }

  private static Matcher<Iterable<? extends String>> fourWith(String words) {
    return contains(Collections.<Matcher<? super String>>nCopies(4, containsString(words)));
  }

  private static Map<String, Double> times(double factor, Map<String, Double> figures) {
    Map<String, Double> times = new TreeMap<>();
    figures.forEach((figure, value) -> times.put(figure, factor * value));
    return times;
  }
}

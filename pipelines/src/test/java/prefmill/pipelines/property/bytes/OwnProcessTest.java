package prefmill.pipelines.property.bytes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.objects.Durable;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.property.events.Baseline;
import prefmill.pipelines.property.events.NativeEvents;
import prefmill.pipelines.property.events.OwnProcess;
import prefmill.pipelines.property.events.Shuffled;
import prefmill.pipelines.scenario.PublishedFiles;

/** Processes that share nothing but the events and the key publish the same bytes. */
class OwnProcessTest {
  private static final int MANY = 20_000;
  private static final int FOR_DIRECT = 2_000;

  @Test
  void twoProcessesAgree(@TempDir Path temp) throws IOException, InterruptedException {
    List<String> events = NativeEvents.of(200, 5);
    Map<String, String> direct = build(temp.resolve("a"), events, "direct", 1, 2, 0);
    assertThat(build(temp.resolve("b"), events, "flink", 7, 1, 7), equalTo(direct));
  }

  @Test
  @Tag("soak")
  void twelveProcessesOnFlinkAgree(@TempDir Path temp) throws IOException, InterruptedException {
    List<String> events = NativeEvents.of(MANY, 5);
    Map<String, String> first = build(temp.resolve("first"), events, "flink", 1, 1, 0);
    assertThat(first.size(), greaterThan(6));
    int processes = 1;
    for (int files : List.of(1, 7, 64)) {
      for (int parallelism : List.of(1, 2, 8)) {
        Path folder = temp.resolve("p" + processes);
        assertThat(build(folder, events, "flink", files, parallelism, processes), equalTo(first));
        Durable.deleteTree(folder);
        processes++;
      }
    }
    assertThat(build(temp.resolve("y"), events, "flink", 7, 8, 101), equalTo(first));
    assertThat(build(temp.resolve("z"), events, "flink", 64, 2, 102), equalTo(first));
  }

  @Test
  @Tag("soak")
  void fourProcessesOnTheDirectRunnerAgreeWithFlink(@TempDir Path temp)
      throws IOException, InterruptedException {
    List<String> events = NativeEvents.of(FOR_DIRECT, 5);
    Map<String, String> flink = build(temp.resolve("flink"), events, "flink", 1, 2, 0);
    assertThat(build(temp.resolve("a"), events, "direct", 1, 1, 1), equalTo(flink));
    assertThat(build(temp.resolve("b"), events, "direct", 7, 8, 2), equalTo(flink));
    assertThat(build(temp.resolve("c"), events, "direct", 64, 2, 3), equalTo(flink));
    assertThat(build(temp.resolve("d"), events, "direct", 1, 8, 4), equalTo(flink));
  }

  private static Map<String, String> build(
      Path folder, List<String> events, String runner, int files, int parallelism, long seed)
      throws IOException, InterruptedException {
    Shuffled.deal(folder, events, files, seed);
    PublishedVersion version =
        OwnProcess.build(folder, Baseline.SETTINGS, runner, parallelism, "1g");
    Map<String, String> bytes = PublishedFiles.sameBytes(version.folder());
    bytes.put("content_hash", version.manifest().contentHash());
    return bytes;
  }
}

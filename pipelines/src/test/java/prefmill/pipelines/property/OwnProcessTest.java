package prefmill.pipelines.property;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.pipelines.property.events.NativeEvents;
import prefmill.pipelines.property.events.Shuffled;
import prefmill.pipelines.scenario.PublishedFiles;

/** Processes that share nothing but the events and the key publish the same bytes. */
class OwnProcessTest {
  private static final int MINUTES = 10;

  @Test
  void twoProcessesAgree(@TempDir Path temp) throws IOException, InterruptedException {
    List<String> events = NativeEvents.of(200, 5);
    Map<String, String> direct = build(temp.resolve("a"), events, "direct", 1, 2);
    assertThat(build(temp.resolve("b"), events, "flink", 7, 1), equalTo(direct));
  }

  @Test
  @Tag("soak")
  void fourProcessesAgree(@TempDir Path temp) throws IOException, InterruptedException {
    List<String> events = NativeEvents.of(2_000, 5);
    Map<String, String> first = build(temp.resolve("a"), events, "direct", 1, 1);
    assertThat(build(temp.resolve("b"), events, "direct", 7, 8), equalTo(first));
    assertThat(build(temp.resolve("c"), events, "flink", 64, 2), equalTo(first));
    assertThat(build(temp.resolve("d"), events, "flink", 1, 8), equalTo(first));
  }

  private static Map<String, String> build(
      Path folder, List<String> events, String runner, int files, int parallelism)
      throws IOException, InterruptedException {
    Shuffled.deal(folder, events, files);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(
        List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(
            Shuffled.class.getName(), folder.toString(), runner, Integer.toString(parallelism)));
    Path log = folder.resolve("log.txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
    if (!ended) {
      process.destroyForcibly();
    }
    assertThat(Files.readString(log), ended ? process.exitValue() : -1, is(0));
    return PublishedFiles.sameBytes(Shuffled.published(folder).folder());
  }
}

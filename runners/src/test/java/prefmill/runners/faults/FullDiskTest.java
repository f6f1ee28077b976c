package prefmill.runners.faults;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.manifest.Manifest;
import prefmill.datasets.store.DatasetStore;
import prefmill.pipelines.log.EventLog;
import prefmill.runners.bench.GenerateEvents;
import prefmill.runners.cli.Invocation;
import prefmill.runners.cli.PolicyFolder;
import prefmill.runners.services.EmbeddedBroker;

/** A store whose disk is full while it is written to. */
@Tag("soak")
@Timeout(600)
class FullDiskTest {
  private static final int EVENTS = 400;

  @TempDir private Path folder;

  @Test
  void nothingHalfWrittenIsReadAndTheNextRunGoesOn() throws Exception {
    Manifest expected = undisturbed();
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 16)) {
      PolicyFolder project = project("disk");
      disk.fillBut(40);
      assertNamesTheFile(project.run("ingest"), project.store());
      assertThat(log(project).manifests(), empty());

      disk.free();
      assertDone(project.run("ingest"));
      disk.fillBut(100);
      assertNamesTheFile(project.run("build"), project.store());
      assertThat(store(project).versions(), empty());

      disk.free();
      assertDone(project.run("build"));
      assertSame(expected, project);
    }
  }

  @Test
  void aStreamEndsAndTheNextRunLandsTheRest() throws Exception {
    Manifest expected = undisturbed();
    List<String> lines = Files.readAllLines(folder.resolve("undisturbed/events/a.jsonl"));
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 16);
        EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"))) {
      broker.createTopicIfAbsent("feedback", 1);
      PolicyFolder project = project("disk");
      project.change(
          "kind: jsonl, preset: native, path: \"events/*.jsonl\"",
          "kind: kafka, preset: native, topic: feedback, bootstrap: \"%s\""
              .formatted(broker.bootstrap()));
      send(broker, lines.subList(0, 50));
      Thread filling = new Thread(() -> fillOnceStreaming(project, disk, broker, lines));
      filling.start();
      Invocation streamed = project.run("ingest", "--stream", "--checkpoint-interval", "1");
      filling.join();
      assertNamesTheFile(streamed, project.store());

      disk.free();
      assertDone(project.run("build"));
      assertSame(expected, project);
    }
  }

  private static void fillOnceStreaming(
      PolicyFolder project, SmallDisk disk, EmbeddedBroker broker, List<String> lines) {
    try {
      while (log(project).manifests().isEmpty()) {
        Thread.sleep(100);
      }
      send(broker, lines.subList(50, 100));
      while (log(project).manifests().size() < 2) {
        Thread.sleep(100);
      }
      disk.fillBut(8);
      send(broker, lines.subList(100, lines.size()));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void send(EmbeddedBroker broker, List<String> lines) {
    try (KafkaProducer<byte[], byte[]> producer = EmbeddedBroker.producer(broker.bootstrap())) {
      for (String line : lines) {
        var unused =
            producer.send(new ProducerRecord<>("feedback", line.getBytes(StandardCharsets.UTF_8)));
      }
    }
  }

  private Manifest undisturbed() throws IOException {
    PolicyFolder project = project("undisturbed");
    assertDone(project.run("build"));
    return store(project).newest().orElseThrow().manifest();
  }

  private PolicyFolder project(String name) throws IOException {
    PolicyFolder project = PolicyFolder.of(folder.resolve(name), List.of());
    GenerateEvents.write(EVENTS, project.path().resolve("events/a.jsonl"), 1);
    return project;
  }

  private static void assertDone(Invocation run) {
    assertThat(run.err(), run.exitCode(), is(0));
  }

  private static void assertNamesTheFile(Invocation run, Path store) {
    assertThat(run.err(), run.exitCode(), is(1));
    assertThat(run.err(), containsString("isk is full"));
    assertThat(run.err(), containsString(store.toString()));
  }

  private static void assertSame(Manifest expected, PolicyFolder project) throws IOException {
    Manifest built = store(project).newest().orElseThrow().manifest();
    assertThat(built.contentHash(), is(expected.contentHash()));
    assertThat(built.counts(), is(expected.counts()));
    assertThat(built.counts().balanced(), is(true));
    assertThat(store(project).versions(), hasSize(1));
    assertThat(store(project).verify(1), empty());
  }

  private static EventLog log(PolicyFolder project) {
    return EventLog.open(project.store(), "support");
  }

  private static DatasetStore store(PolicyFolder project) {
    return DatasetStore.open(project.store(), "support");
  }
}

package prefmill.runners.jobs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.canonical.Sha256;
import prefmill.runners.cli.Invocation;
import prefmill.runners.nightly.CorrectionsFolder;

/** Two that want to train the same. */
class TwoWorkersTest {
  @TempDir private Path temporary;

  @Test
  void ofTwoNightliesAtOnceOneTrains() throws Exception {
    CorrectionsFolder folder = CorrectionsFolder.of(temporary, 40);
    folder.policy("min_new_rows: 1, hyperparameters: {epochs: 2}");
    WorkerProcess first = WorkerProcess.start(folder, "nightly", "--runner", "direct");
    Path lock = folder.store().resolve("test/lock");
    while (!Files.exists(lock) && first.process().isAlive()) {
      Thread.sleep(50);
    }
    Invocation second = folder.command("nightly", "--runner", "direct");
    assertThat(second.err(), second.exitCode(), is(4));
    assertThat(second.err(), containsString("process " + first.process().pid()));
    assertThat(first.told(), first.exitCode(), is(0));
    LeftBehind.assertOneAdapter(folder);
  }

  @Test
  @Tag("soak")
  void workerThatWasStoppedBeyondItsLeaseChangesNothingWhenItGoesOn() throws Exception {
    CorrectionsFolder folder = CorrectionsFolder.of(temporary, 40);
    folder.policy("hyperparameters: {epochs: 60, batch_size: 2, checkpoint_steps: 20}");
    assertThat(folder.command("build", "--runner", "direct").exitCode(), is(0));
    WorkerProcess stale = WorkerProcess.start(folder, "train", "test");
    int reached = stale.awaitJob(job -> job.path("step").asInt() > 30).path("step").asInt();
    WorkerProcess.signal(stale.process().pid(), "STOP");

    Invocation second = folder.command("train", "test");
    assertThat(second.err(), second.exitCode(), is(0));
    assertThat(second.err(), containsString("waiting, at most 20 s"));
    Path adapter = Path.of(second.json().path("adapter").path("adapter_uri").asText());
    Map<String, String> files = hashes(adapter);
    assertThat(
        Files.readAllLines(adapter.resolve("training_log.jsonl")).size() > reached, is(true));

    WorkerProcess.signal(stale.process().pid(), "CONT");
    assertThat(stale.told(), stale.exitCode(), is(1));
    assertThat(stale.told(), containsString("no longer holds it"));
    assertThat(hashes(adapter), is(files));
    LeftBehind.assertOneAdapter(folder);
  }

  private static Map<String, String> hashes(Path folder) throws Exception {
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        hashes.put(folder.relativize(file).toString(), Sha256.of(file));
      }
    }
    return hashes;
  }
}

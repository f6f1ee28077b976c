package prefmill.trainers.places.kubernetes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.trainers.environment.ExternalBackend;
import prefmill.trainers.places.PlacedProgram;
import prefmill.trainers.training.TrainingException;

/** What can be seen of a cluster without one: the container's command, states, and faults. */
class KubernetesPlaceTest {
  @TempDir Path folder;

  @Test
  void tellsInItsLogWhatTheProgramSaysAndKeepsItsExitCode() throws Exception {
    Process work = work("echo one; echo two >&2; exit 7");
    try (BufferedReader said = work.inputReader()) {
      assertThat(said.readLine(), is("one"));
    }
    assertThat(work.waitFor(), is(7));
    assertThat(Files.readString(run().resolve("events.jsonl")), is("one\n"));
    assertThat(Files.readString(run().resolve("stderr.txt")).strip(), is("two"));
    assertThat(Files.readString(run().resolve("exit")).strip(), is("7"));
  }

  @Test
  void asksTheProgramToEndWhenThePodIsDeleted() throws Exception {
    Process work = work("trap 'echo saved; exit 143' TERM; echo up; while :; do sleep 0.1; done");
    try (BufferedReader said = work.inputReader()) {
      assertThat(said.readLine(), is("up"));
      work.toHandle().destroy();
      assertThat(said.readLine(), is("saved"));
    }
    assertThat(work.waitFor(), is(143));
  }

  @Test
  void knowsWhereAJobStandsAndWhoseItIs() throws Exception {
    String job =
        """
        {"metadata": {"resourceVersion": "41", "annotations": {"prefmill.dev/owner": "t1"}},
         "status": {%s}}
        """;
    assertThat(JobState.parse("").phase(), is(JobState.Phase.ABSENT));
    JobState active = JobState.parse(job.formatted("\"active\": 1"));
    assertThat(active.phase(), is(JobState.Phase.ACTIVE));
    assertThat(active.owner(), is("t1"));
    assertThat(active.give("j", "t2").contains("--resource-version=41"), is(true));
    String over = "\"conditions\": [{\"type\": \"%s\", \"status\": \"True\"}]";
    assertThat(
        JobState.parse(job.formatted(over.formatted("Complete"))).phase(),
        is(JobState.Phase.SUCCEEDED));
    assertThat(
        JobState.parse(job.formatted(over.formatted("Failed"))).phase(), is(JobState.Phase.FAILED));
  }

  @Test
  void saysInOneSentenceThatThereIsNoCluster() throws Exception {
    assumeTrue(new ProcessBuilder("sh", "-c", "command -v kubectl").start().waitFor() == 0);
    Path config = Files.writeString(folder.resolve("config"), "apiVersion: v1\nkind: Config\n");
    assertThat(
        fault(List.of("kubectl", "--kubeconfig", config.toString())),
        containsString("kubectl cannot do what is needed on the cluster ("));
    assertThat(
        fault(List.of(folder.resolve("no-kubectl").toString())),
        containsString("cannot be run on this machine: install it"));
  }

  private String fault(List<String> client) throws Exception {
    Files.writeString(folder.resolve("rows.jsonl"), "");
    Files.writeString(folder.resolve("request.json"), "");
    KubernetesCluster cluster =
        new KubernetesCluster("default", Optional.empty(), "i", "c", 1, "1Gi", 0, Optional.empty());
    KubernetesPlace place = KubernetesPlace.of(cluster, client, Duration.ofSeconds(1));
    PlacedProgram program = new PlacedProgram("key", ExternalBackend.TRL, folder);
    return assertThrows(TrainingException.class, () -> place.start(program)).getMessage();
  }

  private Path run() {
    return folder.resolve("runs/key");
  }

  private Process work(String program) throws Exception {
    Files.createDirectories(run());
    Files.createFile(run().resolve("owner-token"));
    Path script = Path.of(getClass().getResource("/prefmill/trainers/places/place.sh").toURI());
    return new ProcessBuilder(
            "sh", script.toString(), "work", folder.toString(), "key", "token", "sh", "-c", program)
        .start();
  }
}

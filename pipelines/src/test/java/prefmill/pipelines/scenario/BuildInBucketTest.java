package prefmill.pipelines.scenario;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.store.DatasetStore;
import prefmill.datasets.verify.VersionVerifier;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.run.build.BuildResult;
import prefmill.pipelines.run.build.BuildRun;
import prefmill.s3server.S3Server;

/** A store in a bucket gives what one in a folder gives. */
class BuildInBucketTest {
  @TempDir Path temp;

  @Test
  void everyRunnerPublishesTheBytesOfAFolder() throws Exception {
    for (String name : List.of("mapped-pairs-and-verdicts")) {
      Workshop local = open(name, "folder");
      Path expected = local.build(local.policy(), "direct").version().folder();
      for (String runner : Workshop.runners()) {
        Workshop workshop = open(name, runner);
        Policy policy =
            inBucket(workshop, S3Server.shared().makeBucket(name + "-" + runner) + "/prefix");
        BuildResult result = workshop.build(policy, runner);
        Path version = result.version().folder();
        assertThat(PublishedFiles.sameBytes(version), equalTo(PublishedFiles.sameBytes(expected)));
        assertThat(VersionVerifier.verify(version), empty());
        assertThat(workshop.build(policy, runner).changed(), is(false));
        assertThat(
            "no attempt stays",
            DatasetStore.open(policy.store(), policy.dataset()).objects().list("attempts"),
            empty());
      }
    }
  }

  @Test
  void ofTwoBuildersAtOnceOnePublishes() throws Exception {
    Workshop workshop = open("held-out", "two");
    Policy policy = inBucket(workshop, S3Server.shared().makeBucket("two-builders"));
    workshop.land(policy, "direct");
    Callable<BuildResult> builder =
        () -> BuildRun.of(policy, Workshop.execution("direct", 1), Instant.now()).publish();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<BuildResult>> results = threads.invokeAll(List.of(builder, builder));
      long published = 0;
      for (Future<BuildResult> result : results) {
        published += result.get().changed() ? 1 : 0;
        assertThat(result.get().version().number(), is(1));
      }
      assertThat(published, is(1L));
    } finally {
      threads.shutdownNow();
    }
    DatasetStore store = DatasetStore.open(policy.store(), policy.dataset());
    assertThat(store.list().size(), is(1));
    assertThat(store.verify(1), empty());
  }

  private Workshop open(String scenario, String copy) throws IOException {
    return new Scenario(Path.of("..", "testdata", scenario))
        .open(temp.resolve(scenario).resolve(copy));
  }

  private static Policy inBucket(Workshop workshop, String store) throws IOException {
    String yaml = Files.readString(workshop.folder().resolve("policy.yaml"));
    return workshop.read(yaml.replaceFirst("(?m)^store: .*$", "store: " + store));
  }
}

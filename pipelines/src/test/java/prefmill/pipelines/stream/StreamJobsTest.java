package prefmill.pipelines.stream;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.objects.Durable;
import prefmill.datasets.objects.Places;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.lock.StreamLock;
import prefmill.pipelines.stream.land.StreamReceipt;
import prefmill.s3server.S3Server;

class StreamJobsTest {
  @TempDir private Path store;
  private EventLog log;
  private StreamJobs jobs;
  private String name;

  @BeforeEach
  void killAStream() throws IOException {
    killAStreamOn(store);
  }

  private void killAStreamOn(Path place) throws IOException {
    log = EventLog.open(place, "d");
    jobs = StreamJobs.of(log, "d");
    try (StreamLock lock = StreamLock.take(log.folder(), List.of("bus", "fax"), "r1")) {
      name = jobs.begin("r1");
      assertThat(jobs.isAbandoned(name), is(false));
    }
  }

  @Test
  void aJobIsAbandonedOnceItsCommandIsGone() throws IOException {
    assertThat(jobs.isAbandoned(name), is(true));
    try (StreamLock lock = StreamLock.take(log.folder(), List.of("bus"), "r2")) {
      String next = jobs.begin("r2");
      assertThat(jobs.isAbandoned(name), is(true));
      assertThat(jobs.isAbandoned(next), is(false));
      // one of the same dataset that has other sources, and goes on
      StreamLock.take(log.folder(), List.of("fax"), "r3").close();
      assertThat(jobs.isAbandoned(next), is(false));
    }
    Durable.deleteTree(StreamReceipt.folder(log.folder(), "r1"));
    assertThat(jobs.isAbandoned(name), is(false));
  }

  @Test
  void soItIsInABucket() throws Exception {
    killAStreamOn(Places.of(S3Server.shared().makeBucket("jobs")));
    aJobIsAbandonedOnceItsCommandIsGone();
  }

  @Test
  void aJobOfAnotherDatasetOrStoreIsNotTouched(@TempDir Path backup) throws IOException {
    assertThat(jobs.isAbandoned("prefmill-stream-e-r1"), is(false));
    assertThat(jobs.isAbandoned("prefmill-stream-d-e-r1"), is(false));
    assertThat(jobs.isAbandoned("prefmill-build-d-r1"), is(false));
    assertThat(StreamJobs.of(log, "d-e").isAbandoned(name), is(false));
    try (Stream<Path> paths = Files.walk(store)) {
      for (Path path : paths.skip(1).toList()) {
        Files.copy(path, backup.resolve(store.relativize(path)));
      }
    }
    EventLog copy = EventLog.open(backup, "d");
    assertThat(StreamJobs.of(copy, "d").isAbandoned(name), is(false));
  }
}

package prefmill.cluster;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.manifest.Manifest;
import prefmill.runners.cluster.ClusterJob;
import prefmill.runners.cluster.FlinkRest;
import prefmill.s3server.S3Server;
import prefmill.trainers.registry.figures.FigureRow;

/** Builds on a real cluster of several processes give what builds in one process give. */
@Timeout(600)
class BuildOnClusterIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int EVENTS = 600;
  private static final Pattern RUN = Pattern.compile("\"run\":\"([^\"]+)\"");

  @TempDir private static Path shared;
  private static FlinkProcesses cluster;
  private static String master;
  private static Manifest expected;

  @BeforeAll
  static void startCluster() throws IOException, InterruptedException {
    Shop local = Shop.of(shared.resolve("local"), EVENTS);
    local.run("build");
    expected = local.newest();
    assertThat(expected.counts().used(), greaterThan(100L));
    // one slot more than the jobs take: what runs on a killed one starts again on it
    cluster = FlinkProcesses.start(shared.resolve("cluster"), 3, S3Server.shared().environment());
    master = cluster.master().address();
  }

  @AfterAll
  static void stopCluster() throws InterruptedException {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void givesTheSameVersionThroughKills(@TempDir Path folder) throws Exception {
    Shop shop = Shop.of(folder, EVENTS);
    Thread killer = new Thread(() -> killWhenRunning("prefmill-build-"));
    killer.start();

    shop.run("build", "--flink-master", master, "--parallelism", "2");

    killer.join();
    assertSame(shop);
  }

  @Test
  void givesTheSameVersionInABucket(@TempDir Path folder) throws Exception {
    String bucket = S3Server.shared().makeBucket("on-cluster");
    Shop shop = Shop.of(folder, EVENTS).in(bucket + "/store");
    shop.run("ingest", "--flink-master", master, "--parallelism", "2");
    String build =
        run(
            shop.run(
                "build", "--detach", "--json", "--flink-master", master, "--parallelism", "2"));
    shop.run("publish", build, "--wait", "--flink-master", master);
    assertSame(shop);
    assertThat(shop.run("build"), containsString("Unchanged: test@1"));
  }

  @Test
  void leavesAJobToTheCluster(@TempDir Path folder) throws Exception {
    Shop shop = Shop.of(folder, EVENTS);
    String ingest =
        run(
            shop.run(
                "ingest", "--detach", "--json", "--flink-master", master, "--parallelism", "2"));
    assertThat(shop.runs("publish", ingest), is(1));
    assertThat(shop.said(), containsString("has not ended"));
    shop.run("publish", ingest, "--wait", "--flink-master", master);
    assertThat(shop.log().manifests().size(), is(1));

    String build =
        run(
            shop.run(
                "build", "--detach", "--json", "--flink-master", master, "--parallelism", "2"));
    shop.policy("masking: {key_file: ./key}\ncaps: off");
    assertThat(shop.runs("publish", build, "--wait", "--flink-master", master), is(2));
    assertThat(shop.said(), containsString("under another policy"));
    shop.policy("masking: {key_file: ./key}");
    assertThat(shop.run("publish", build), containsString("Published test@1"));

    assertSame(shop);
    assertThat(shop.runs("publish", build), is(2));
    assertThat(shop.said(), containsString("waiting to be entered"));
  }

  @Test
  @Tag("soak")
  void countsTheSameFiguresOnceAndAsTheyLand(@TempDir Path folder) throws Exception {
    Shop whole = Shop.of(folder.resolve("whole"), EVENTS);
    whole.run("ingest");
    JsonNode expected = figures(whole.run("report", "--json", "--days", "400"));
    String[] once = {
      "report", "--json", "--days", "400", "--flink-master", master, "--parallelism", "2"
    };
    assertThat(figures(whole.run(once)), is(expected));

    List<String> lines = Files.readAllLines(folder.resolve("whole/events/all.jsonl"));
    Shop live = Shop.of(folder.resolve("live"), 0);
    Path events = folder.resolve("live/events");
    Files.write(events.resolve("a.jsonl"), lines.subList(0, EVENTS / 2));
    live.run("ingest");
    Process following =
        live.start(
            "report", "--stream", "--days", "400", "--flink-master", master, "--parallelism", "1");
    try (LiveFigures table = LiveFigures.of(live, following)) {
      table.await(1);
      Files.write(events.resolve("b.jsonl"), lines.subList(EVENTS / 2, lines.size()));
      live.run("ingest");
      table.await(expected.path("all").path("events").asLong());
      List<FigureRow> streamed = table.rows();
      following.destroy();
      assertThat(following.waitFor(), is(0));
      table.clear();
      assertThat(figures(live.run(once)), is(expected));
      assertThat(streamed, is(table.rows()));
    }
  }

  @Test
  void endsAJobThatCanOnlyFailWithItsCause(@TempDir Path folder) throws Exception {
    Shop shop = Shop.of(folder, 50);
    String whole = System.getProperty("prefmill.cluster.jar");
    Path broken = Files.copy(Path.of(whole), folder.resolve("broken.jar"));
    try (FileSystem jar = FileSystems.newFileSystem(broken)) {
      Files.delete(jar.getPath("prefmill/transforms/keys/Id.class"));
    }
    System.setProperty("prefmill.cluster.jar", broken.toString());
    try {
      assertThat(shop.runs("build", "--flink-master", master, "--parallelism", "1"), is(1));
    } finally {
      System.setProperty("prefmill.cluster.jar", whole);
    }
    assertThat(shop.said(), containsString("failed 10 times, so it was cancelled"));
    assertThat(shop.said(), containsString("java.lang.ClassNotFoundException"));
    assertThat(shop.log().manifests().isEmpty(), is(true));
  }

  @Test
  void namesTheClusterThatIsMissingOrSmall(@TempDir Path folder) throws Exception {
    Shop shop = Shop.of(folder, 50);
    assertThat(shop.runs("build", "--flink-master", "127.0.0.1:1"), is(1));
    assertThat(shop.said(), containsString("No Flink cluster answers at 127.0.0.1:1"));
    assertThat(shop.runs("build", "--flink-master", master, "--parallelism", "9"), is(1));
    assertThat(shop.said(), containsString("slots, 9 are wanted"));
    assertThat(shop.said(), not(containsString("Exception")));
  }

  /** What is counted, without what is told of it. */
  private static JsonNode figures(String said) throws IOException {
    return ((ObjectNode) JSON.readTree(said)).retain("from", "to", "all", "by_day", "by_action");
  }

  private static void assertSame(Shop shop) throws IOException {
    Manifest built = shop.newest();
    assertThat(built.contentHash(), is(expected.contentHash()));
    assertThat(built.ledgerHash(), is(expected.ledgerHash()));
    assertThat(built.counts(), is(expected.counts()));
    assertThat(shop.store().verify(1).isEmpty(), is(true));
  }

  private static void killWhenRunning(String name) {
    try {
      FlinkRest rest = FlinkRest.of(cluster.master());
      while (rest.jobs().stream().noneMatch(job -> isRunning(job, name))) {
        Thread.sleep(50);
      }
      cluster.kill("tm0");
      cluster.startTaskManager("tm0");
    } catch (InterruptedException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isRunning(ClusterJob job, String name) {
    return job.name().startsWith(name) && job.state().equals("RUNNING") && job.finished() > 0;
  }

  private static String run(String said) {
    Matcher run = RUN.matcher(said);
    assertThat(said, run.find(), is(true));
    return run.group(1);
  }
}

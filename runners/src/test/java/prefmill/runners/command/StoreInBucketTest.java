package prefmill.runners.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.objects.Places;
import prefmill.runners.cli.Invocation;
import prefmill.runners.cli.PolicyFolder;
import prefmill.s3server.S3Server;
import prefmill.trainers.jobs.DatasetLock;

/** Every command on a store in a bucket, and what it says of one that does not do its part. */
class StoreInBucketTest {
  private static final String ENDPOINT = "aws.endpointUrlS3";
  private static final String SECRET = "aws.secretAccessKey";

  @TempDir Path path;
  private PolicyFolder folder;
  private S3Server server;
  private Map<String, String> environment;

  @BeforeEach
  void write() throws Exception {
    server = S3Server.shared();
    environment = server.environment();
    folder = PolicyFolder.of(path, List.of(thumb(1), "{\"broken\":"));
  }

  @AfterEach
  void reachAgain() {
    server.reachFromHere();
  }

  @Test
  void theWholeWay() throws IOException {
    String store = server.makeBucket("whole-way") + "/team/store";
    folder.change("./store", store);
    assertThat(ok("doctor").out(), containsString(store + " is writable"));
    Invocation dry = ok("build", "--runner", "direct", "--dry-run", "--json");
    assertThat(dry.json().at("/counts/in").asInt(), is(2));
    assertThat(ok("build", "--runner", "direct").out(), containsString("Published support@1"));
    assertThat(ok("build", "--runner", "direct").out(), containsString("Unchanged: support@1"));

    PolicyFolder local = PolicyFolder.of(path.resolve("local"), List.of(thumb(1), "{\"broken\":"));
    Invocation expected = local.run("build", "--runner", "direct", "--json");
    assertThat(
        ok("dataset", "show", "--json").json().path("content_hash"),
        is(expected.json().path("content_hash")));

    Files.writeString(path.resolve("events/2.jsonl"), thumb(2) + "\n");
    Invocation both = ok("build", "--runner", "direct", "--dry-run", "--json");
    assertThat("the log's events and new ones", both.json().at("/counts/in").asInt(), is(3));
    assertThat(ok("ingest", "--runner", "direct").exitCode(), is(0));
    assertThat(
        folder.run("dataset", "explain", "e2").err(),
        containsString("`prefmill build` takes it up"));
    assertThat(ok("build", "--runner", "direct").out(), containsString("Published support@2"));
    assertThat(ok("dataset", "list").out(), containsString("2"));
    assertThat(ok("dataset", "verify").exitCode(), is(0));
    assertThat(ok("dataset", "diff", "support@1", "support@2").out(), containsString("added"));
    Invocation explained = ok("dataset", "explain", "e1", "--json");
    assertThat(explained.json().path("outcome").asText(), is("used"));
    assertThat(ok("report", "--runner", "direct", "--days", "90").exitCode(), is(0));
    collectGarbage(Places.of(store).resolve("support"));
    Invocation forgot = ok("forget", "--user", "u2", "--runner", "direct", "--json");
    assertThat(forgot.json().at("/events").asInt(), is(1));
    assertThat(forgot.json().at("/withdrawn").toString(), is("[2]"));
    assertThat(ok("dataset", "verify").exitCode(), is(0));
    assertThat(folder.run("dataset", "explain", "e2").exitCode(), is(2));
    ok("build", "--runner", "direct");
    replaceKey();
    ok("build", "--runner", "direct");
    assertThat(ok("dataset", "verify").exitCode(), is(0));
  }

  private void replaceKey() throws IOException {
    String old = "{key_file: masking.key}";
    Files.writeString(path.resolve("next.key"), "the next masking key");
    folder.change(old, "{key_file: next.key, previous_keys: [%s]}".formatted(old));
    Invocation refused = folder.run("ingest", "--runner", "direct");
    assertThat(refused.exitCode(), is(2));
    assertThat(refused.err(), containsString("run `prefmill rekey`"));
    assertThat(ok("rekey", "--json").json().at("/events").asInt(), is(1));
    assertThat(ok("rekey", "--json").json().at("/entries").asInt(), is(0));
  }

  private void collectGarbage(Path dataset) throws IOException {
    Path killed = dataset.resolve("events/segments/20261101T000000-killed/00000.parquet");
    Files.writeString(killed, "PAR1");
    folder.change("sources:", "retention: {versions: 1}\nsources:");
    try (DatasetLock held = DatasetLock.tryAcquire(dataset).orElseThrow()) {
      Invocation locked = folder.run("dataset", "gc");
      assertThat(locked.exitCode(), is(4));
      assertThat(locked.err(), containsString(held.holder().process()));
    }
    assertThat(ok("dataset", "gc").out(), containsString("Versions withdrawn: [1]"));
    assertThat("spared, as it is new", Files.exists(killed), is(true));
    assertThat(ok("dataset", "gc", "--grace", "0").out(), containsString("killed"));
    assertThat(Files.exists(killed), is(false));
    assertThat(ok("dataset", "list").out(), containsString("withdrawn"));
    assertThat(ok("dataset", "verify").exitCode(), is(0));
    Invocation gone = folder.run("dataset", "show", "support@1");
    assertThat(gone.err(), containsString("use version 2"));
  }

  @Test
  void aBucketThatIsNotThereIsNamed() throws IOException {
    folder.change("./store", "s3://nobody-made-this/store");
    fails("there is no bucket nobody-made-this at " + server.endpoint(), "build");
    fails("there is no bucket nobody-made-this", "dataset", "list");
    fails("there is no bucket nobody-made-this", "doctor");
  }

  @Test
  void wrongKeysAreRefusedAndNotShown() throws IOException {
    folder.change("./store", server.makeBucket("wrong-keys"));
    System.setProperty(SECRET, "another-secret");
    fails("s3://wrong-keys", "build");
    fails("correct AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY", "ingest");
    fails("(403 SignatureDoesNotMatch)", "doctor");
  }

  @Test
  void aServerThatIsAwayIsNamed() throws IOException {
    folder.change("./store", "s3://server-away/store");
    System.setProperty(ENDPOINT, "http://127.0.0.1:1");
    fails("s3://server-away/store/support", "build");
    fails("cannot be reached at http://127.0.0.1:1 (ConnectException)", "dataset", "list");
  }

  @Test
  void aPlaceThatIsNoneIsAFaultOfThePolicy() throws IOException {
    folder.change("./store", "s3://No_Bucket/store");
    Invocation run = folder.run("check");
    assertThat(run.exitCode(), is(2));
    assertThat(run.err(), containsString("store must be a folder, or s3://bucket/prefix"));
  }

  private Invocation ok(String... command) {
    Invocation run = folder.run(command);
    assertThat(run.err(), run.exitCode(), is(0));
    return run;
  }

  private void fails(String sentence, String... command) {
    Invocation run = folder.run(command);
    String said = run.out() + run.err();
    assertThat(said, run.exitCode(), is(1));
    assertThat(
        said,
        allOf(
            containsString(sentence.substring(1)),
            not(containsString("\tat ")),
            not(containsString(environment.get("AWS_SECRET_ACCESS_KEY"))),
            not(containsString("another-secret"))));
  }

  private static String thumb(int i) {
    return PolicyFolder.thumb("e" + i, "u" + i, "Where is number " + i + "?", "Over there.", "up");
  }
}

package prefmill.runners.erase;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.pipelines.job.DatasetKey;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;
import prefmill.runners.cli.Invocation;
import prefmill.runners.cli.OwnJvm;
import prefmill.runners.project.Project;

/**
 * A rekey that is killed anywhere is finished by the next, and until then nothing reads the log.
 */
class KilledRekeyTest {
  private static final Pattern HASH = Pattern.compile("(?!0{32})[0-9a-f]{32}|#[0-9a-f]{16}");
  private static final String BROKEN = "{\"broken\": ";

  @TempDir Path path;
  @TempDir Path fresh;

  @Test
  void nextRekeyFinishesIt() throws Exception {
    killedThenFinished("after-entry-rekeyed");
  }

  @Tag("soak")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "after-entry-carried",
        "after-entry-carried after-entry-carried",
        "after-entry-rekeyed after-entry-carried",
        "after-entry-rekeyed after-entry-rekeyed",
        "after-entry-rekeyed after-entry-rekeyed after-entry-carried",
        "after-entry-rekeyed after-entry-rekeyed after-entry-rekeyed"
      })
  void nextRekeyFinishesWhatWasKilledTimeAndAgain(String failpoints) throws Exception {
    killedThenFinished(failpoints.split(" "));
  }

  private void killedThenFinished(String... failpoints) throws Exception {
    Shop shop = shopOfThreeEntries();
    Set<String> before = hashes(shop);
    String who = shop.pseudonym();
    RekeyTest.replaceKey(shop);

    for (String failpoint : failpoints) {
      OwnJvm.killedAt(failpoint, "rekey", "--config", shop.folder().config().toString());
      if (holdsAnotherKey(shop)) {
        isRefused(shop, "build");
        isRefused(shop, "ingest");
      }
    }
    shop.run("rekey");

    Set<String> after = hashes(shop);
    after.retainAll(before);
    assertThat("hashes of the old key", after, is(empty()));
    assertThat("files of the old key", unnamed(shop), is(empty()));
    JsonNode built = shop.build().json();
    assertThat(shop.holding(who), is(empty()));
    JsonNode expected = undisturbed();
    assertThat(built.at("/content_hash"), is(expected.at("/content_hash")));
    assertThat(built.at("/counts"), is(expected.at("/counts")));
    ForgetTest.nothingIsLeft(shop);

    // whoever was forgotten stays so, and what arrives again changes nothing
    shop.arrives("5.jsonl", Shop.forgotten(1));
    shop.arrives("6.jsonl", RekeyTest.lines(1));
    assertThat(shop.build().json().at("/content_hash"), is(expected.at("/content_hash")));
    ForgetTest.nothingIsLeft(shop);
    assertThat(shop.run("rekey", "--json").json().at("/entries").asInt(), is(0));
    shop.run("dataset", "verify");
  }

  private Shop shopOfThreeEntries() throws Exception {
    Shop shop = Shop.in(path);
    shop.arrives("1.jsonl", RekeyTest.lines(1));
    shop.arrives("2.jsonl", Shop.forgotten(1));
    shop.build();
    shop.forget();
    shop.arrives("3.jsonl", List.of(BROKEN, RekeyTest.lines(40).get(0)));
    shop.build();
    shop.arrives("4.jsonl", RekeyTest.lines(60));
    shop.build();
    return shop;
  }

  /** What comes of a log that was read under both keys from the beginning. */
  private JsonNode undisturbed() throws Exception {
    Shop both = Shop.in(fresh);
    RekeyTest.replaceKey(both);
    both.arrives("1.jsonl", RekeyTest.lines(1));
    both.arrives("3.jsonl", List.of(BROKEN, RekeyTest.lines(40).get(0)));
    both.arrives("4.jsonl", RekeyTest.lines(60));
    return both.build().json();
  }

  private static void isRefused(Shop shop, String command) {
    Invocation refused = shop.tried(command, "--runner", "direct");
    assertThat(refused.exitCode(), is(not(0)));
    assertThat(refused.err(), containsString("run `prefmill rekey`"));
    assertThat(refused.err(), not(containsString("delete")));
  }

  /** Whether an entry is still under the old key; if none is, the log can be read. */
  private static boolean holdsAnotherKey(Shop shop) throws Exception {
    String keyId = DatasetKey.of(Project.load(shop.folder().config()).policy()).hash().keyId();
    return log(shop).manifests().stream().anyMatch(entry -> !entry.keyId().equals(keyId));
  }

  /** All keyed hashes of the log, in its events and its dead letters. */
  private static Set<String> hashes(Shop shop) throws Exception {
    StringBuilder said = new StringBuilder(shop.words());
    for (Path file : files(shop, "dead_letters")) {
      said.append(Files.readString(file, StandardCharsets.UTF_8));
    }
    Set<String> hashes =
        HASH.matcher(said).results().map(MatchResult::group).collect(Collectors.toSet());
    assertThat(hashes, is(not(empty())));
    return hashes;
  }

  private static List<Path> unnamed(Shop shop) throws IOException {
    Path folder = log(shop).folder();
    List<Path> files = new ArrayList<>(files(shop, "segments"));
    files.addAll(files(shop, "dead_letters"));
    for (LogManifest entry : log(shop).manifests()) {
      entry.segments().forEach(segment -> files.remove(folder.resolve(segment.path())));
      entry.deadLetters().forEach(file -> files.remove(folder.resolve(file)));
    }
    return files;
  }

  private static List<Path> files(Shop shop, String kind) throws IOException {
    try (Stream<Path> files = Files.walk(log(shop).folder().resolve(kind))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static EventLog log(Shop shop) {
    return EventLog.open(shop.folder().store(), "support");
  }
}

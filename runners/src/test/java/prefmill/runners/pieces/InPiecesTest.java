package prefmill.runners.pieces;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.card.DatasetCard;
import prefmill.datasets.manifest.FileEntry;
import prefmill.datasets.store.DatasetStore;
import prefmill.runners.bench.GenerateEvents;
import prefmill.runners.cli.Invocation;
import prefmill.runners.cli.PolicyFolder;

/** Feedback that arrives and is built day by day gives each day what one build of all gives. */
class InPiecesTest {
  private static final int EVENTS_A_DAY = 300;
  private static final int AGAIN_A_DAY = 5;

  @TempDir private Path temp;

  @Test
  void threeDaysAreAsOneBuildOfEverything() throws Exception {
    builtDaily(3, 3, 1);
  }

  @Tag("soak")
  @Test
  void eachOfThirtyDaysIsAsOneBuildOfEverything() throws Exception {
    builtDaily(30, 1, 2);
  }

  /** Builds each day, and every so many days all that arrived until then in a fresh store. */
  private void builtDaily(int days, int every, long seed) throws Exception {
    List<List<String>> arrivals = arrivals(days, seed);
    PolicyFolder daily = PolicyFolder.of(temp.resolve("daily"), List.of());
    long usedBefore = 0;
    for (int day = 1; day <= days; day++) {
      arrives(daily, day, arrivals);
      JsonNode built = build(daily);
      assertThat(built.at("/version").asInt(), is(day));
      long used = built.at("/counts/used").asLong();
      assertThat("day " + day, used, greaterThan(usedBefore));
      usedBefore = used;
      if (day % every == 0) {
        assertAsAtOnce(daily, built, arrivals.subList(0, day));
      }
    }
    Invocation verified = daily.run("dataset", "verify");
    assertThat(verified.out() + verified.err(), verified.exitCode(), is(0));
  }

  private void assertAsAtOnce(PolicyFolder daily, JsonNode built, List<List<String>> arrivals)
      throws IOException {
    String until = "until day " + arrivals.size();
    PolicyFolder atOnce = PolicyFolder.of(temp.resolve(until), List.of());
    for (int day = 1; day <= arrivals.size(); day++) {
      arrives(atOnce, day, arrivals);
    }
    JsonNode expected = build(atOnce);
    for (String part : List.of("content_hash", "ledger_hash", "counts", "rows")) {
      assertThat(until + ": " + part, built.path(part), is(expected.path(part)));
    }
    assertThat(until, files(daily), is(files(atOnce)));
  }

  /** Events by their time, cut into days; within a day in any order, some for a second time. */
  private List<List<String>> arrivals(int days, long seed) throws IOException {
    Path file = temp.resolve("all.jsonl");
    GenerateEvents.write(days * EVENTS_A_DAY, file, seed);
    List<String> all = new ArrayList<>(Files.readAllLines(file));
    all.sort(Comparator.comparing(InPiecesTest::createdAt));
    Random random = new Random(seed);
    List<List<String>> arrivals = new ArrayList<>();
    for (int day = 0; day < days; day++) {
      int end = (day + 1) * EVENTS_A_DAY;
      List<String> arriving = new ArrayList<>(all.subList(day * EVENTS_A_DAY, end));
      for (int i = 0; i < AGAIN_A_DAY; i++) {
        arriving.add(all.get(random.nextInt(end)));
      }
      // another body under the id of an event of that day: neither counts
      String event = arriving.get(random.nextInt(EVENTS_A_DAY));
      arriving.add(event.replace("\"prompt\":\"", "\"prompt\":\"Please: "));
      arriving.add("{\"broken on day\":" + day);
      Collections.shuffle(arriving, random);
      arrivals.add(arriving);
    }
    return arrivals;
  }

  private static String createdAt(String line) {
    try {
      return new ObjectMapper().readTree(line).path("created_at").asText();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void arrives(PolicyFolder project, int day, List<List<String>> arrivals)
      throws IOException {
    Files.write(project.path().resolve("events/day-" + day + ".jsonl"), arrivals.get(day - 1));
  }

  private static JsonNode build(PolicyFolder project) {
    Invocation run = project.run("build", "--json");
    assertThat(run.err(), run.exitCode(), is(0));
    return run.json();
  }

  /** The newest version's files but for the card, which tells what changed since the one before. */
  private static List<FileEntry> files(PolicyFolder project) throws IOException {
    return DatasetStore.open(project.store(), "support")
        .newest()
        .orElseThrow()
        .manifest()
        .files()
        .stream()
        .filter(file -> !file.path().equals(DatasetCard.FILE))
        .toList();
  }
}

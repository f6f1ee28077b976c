package prefmill.pipelines.cache;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.property.events.NativeEvents;
import prefmill.pipelines.run.build.BuildResult;
import prefmill.pipelines.run.build.BuildRun;
import prefmill.pipelines.scenario.PublishedFiles;
import prefmill.pipelines.scenario.Workshop;

/** A build that takes what earlier ones settled gives the version of one that takes nothing. */
class SettledCacheTest {
  private static final String FORGETFUL =
      """
      dataset: test
      store: ./store
      masking: {key_file: ./key}
      sources:
        - {name: app, kind: jsonl, preset: native, path: events, retention_days: 2000}
      """;

  private static final String AHEAD =
      """
      {"event_id":"eNUMBER","user_id":"uNUMBER","message_id":"mNUMBER","created_at":"2026-11-23T00:00:00Z","prompt":"What is question NUMBER about?","response":"It is about the number NUMBER.","signal":{"kind":"thumb","value":"up"}}""";

  @TempDir private Path temp;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyPiecesAreAsOneBuild(long seed) throws IOException {
    List<String> events = events(400, seed);
    Collections.shuffle(events, new Random(seed));
    Workshop pieces = Workshop.in(temp.resolve("pieces"));
    Workshop atOnce = Workshop.in(temp.resolve("at once"));
    PublishedVersion last = null;
    for (int day = 0; day < 4; day++) {
      List<String> arriving = events.subList(day * 100, (day + 1) * 100);
      pieces.events(day + ".jsonl", arriving);
      atOnce.events(day + ".jsonl", arriving);
      last = build(pieces, "", false).version();
      assertThat(cache(pieces).at("/generations").size(), is(day + 1));
    }
    assertSame(last, build(atOnce, "", false).version());
    BuildResult proven = build(pieces, "", true);
    assertThat(proven.changed(), is(false));
    assertThat(cache(pieces).at("/generations").size(), is(1));
  }

  @Test
  void onlyTouchedContextsAreSettledAnew() throws IOException {
    List<String> events = events(400, 7);
    Workshop workshop = Workshop.in(temp).events("a.jsonl", events.subList(0, 390));
    build(workshop, "", false);
    long all = contexts(cache(workshop).at("/generations/0"));
    workshop.events("b.jsonl", events.subList(390, 400));
    build(workshop, "", false);
    long anew = contexts(cache(workshop).at("/generations/0"));
    assertThat(all, is(greaterThan(80L)));
    // contexts of the same last prompt are settled together
    assertThat(anew, is(lessThanOrEqualTo(40L)));
    assertThat(contexts(cache(workshop).at("/generations/1")), is(all));
  }

  @Test
  void whatIsDamagedIsSettledAnew() throws IOException {
    List<String> events = events(320, 8);
    Workshop workshop = Workshop.in(temp.resolve("damaged"));
    Workshop atOnce = Workshop.in(temp.resolve("at once"));
    workshop.events("a.jsonl", events.subList(0, 200));
    atOnce.events("a.jsonl", events.subList(0, 200));
    build(workshop, "", false);
    int day = 0;
    for (String kind : List.of("contexts", "told", "text", "gone", "missing", "manifest")) {
      List<String> arriving = events.subList(200 + 20 * day, 220 + 20 * day);
      workshop.events(kind + ".jsonl", arriving);
      atOnce.events(kind + ".jsonl", arriving);
      damage(workshop, kind);
      PublishedVersion mended = build(workshop, "", false).version();
      assertThat(kind, cache(workshop).at("/generations").size(), is(1));
      assertSame(mended, build(atOnce, "", true).version());
      day++;
    }
  }

  @Test
  void anotherPolicyTakesNothing() throws IOException {
    List<String> events = events(200, 9);
    Workshop workshop = Workshop.in(temp).events("a.jsonl", events.subList(0, 150));
    build(workshop, "", false);
    workshop.events("b.jsonl", events.subList(150, 200));
    build(workshop, "votes: {min_votes: 2}\n", false);
    assertThat(cache(workshop).at("/generations").size(), is(1));
    assertThat(SettledCache.of(dataset(workshop)).garbage(Instant.MAX).size(), is(1));
  }

  @Test
  void anEventFromTheFutureComesOfAge() throws IOException {
    String early = AHEAD.replace("NUMBER", "1").replace("2026-11-23", "2026-11-20");
    Workshop workshop =
        Workshop.in(temp).events("a.jsonl", List.of(early, AHEAD.replace("NUMBER", "2")));
    Policy policy = workshop.policy(Workshop.ALL_TRAIN);
    BuildResult before = workshop.build(policy, "direct");
    assertThat(before.counts().deadByClass(), equalTo(Map.of("clock_skew", 1L)));
    workshop.events("b.jsonl", List.of(AHEAD.replace("NUMBER", "3")));
    Instant later = Instant.parse("2026-11-25T00:00:00Z");
    BuildResult after = workshop.build(policy, "direct", 2, later);
    assertThat(cache(workshop).at("/generations").size(), is(2));
    assertThat(after.counts().used(), is(3L));
  }

  @Test
  void nothingIsKeptWhereFeedbackExpires() throws IOException {
    Workshop workshop = Workshop.in(temp).events("a.jsonl", events(100, 10));
    Files.writeString(temp.resolve("policy.yaml"), FORGETFUL);
    workshop.build(workshop.policy(), "direct");
    assertThat(Files.exists(dataset(workshop).resolve("cache")), is(false));
  }

  /** Events, some with another body under the id of one before. */
  private static List<String> events(int count, long seed) {
    List<String> events = new ArrayList<>();
    for (String event : NativeEvents.of(count, seed)) {
      events.add(event);
      if (events.size() % 50 == 0) {
        events.add(events.get(events.size() / 2).replace("\"prompt\":\"", "\"prompt\":\"Please: "));
      }
    }
    return events.subList(0, count);
  }

  private static BuildResult build(Workshop workshop, String settings, boolean full)
      throws IOException {
    Policy policy = workshop.policy(settings);
    workshop.land(policy, "direct");
    return BuildRun.of(policy, Workshop.execution("direct", 2), Workshop.AS_OF)
        .acceptSplitMoves(true)
        .full(full)
        .publish();
  }

  private static void assertSame(PublishedVersion a, PublishedVersion b) throws IOException {
    assertThat(a.manifest().counts(), equalTo(b.manifest().counts()));
    assertThat(statistics(a), equalTo(statistics(b)));
    assertThat(PublishedFiles.sameBytes(a.folder()), equalTo(PublishedFiles.sameBytes(b.folder())));
  }

  /** But for what moved since the version before, which is another one. */
  private static Map<String, Object> statistics(PublishedVersion version) {
    Map<String, Object> statistics = new TreeMap<>(version.manifest().statistics());
    statistics.remove("splits");
    return statistics;
  }

  private static Path dataset(Workshop workshop) {
    return workshop.folder().resolve("store/test");
  }

  private static JsonNode cache(Workshop workshop) throws IOException {
    return new ObjectMapper().readTree(manifest(workshop).toFile());
  }

  private static Path manifest(Workshop workshop) {
    return dataset(workshop).resolve("cache/settled.json");
  }

  private static long contexts(JsonNode generation) {
    long contexts = 0;
    for (JsonNode file : generation.at("/contexts")) {
      contexts += file.at("/count").asLong();
    }
    return contexts;
  }

  private static void damage(Workshop workshop, String kind) throws IOException {
    Path cache = dataset(workshop).resolve("cache");
    JsonNode kept = cache(workshop);
    JsonNode file = kept.at(kind.equals("told") ? "/told/0" : "/generations/0/contexts/0");
    assertThat(file.isMissingNode(), is(false));
    Path path = cache.resolve(file.at("/path").asText());
    switch (kind) {
      case "gone" -> Files.delete(path);
      case "missing" -> {
        ((ArrayNode) kept.at("/generations/0/contexts")).remove(0);
        Files.writeString(manifest(workshop), kept.toString());
      }
      case "manifest" -> Files.writeString(manifest(workshop), "{\"format\":");
      case "text" -> flipAllTexts(cache, kept);
      default -> flip(path);
    }
  }

  private static void flipAllTexts(Path cache, JsonNode kept) throws IOException {
    try (Stream<Path> files =
        Files.list(cache.resolve(kept.at("/generations/0/folder").asText()))) {
      for (Path file : files.toList()) {
        if (!kept.toString().contains(file.getFileName().toString())) {
          flip(file);
        }
      }
    }
  }

  private static void flip(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }
}

package prefmill.runners.erase;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.store.DatasetStore;
import prefmill.pipelines.erase.sweep.Sweep;
import prefmill.pipelines.erase.sweep.Sweeps;
import prefmill.pipelines.log.EventLog;
import prefmill.pipelines.log.LogManifest;
import prefmill.runners.cli.Invocation;

/** Whoever is forgotten is nowhere any more, and the version is as if they had never been there. */
class ForgetTest {
  @TempDir Path path;
  @TempDir Path without;

  @Test
  void nothingIsLeftOfWhoIsForgotten() throws Exception {
    Shop shop = Shop.in(path);
    shop.arrives("1.jsonl", Shop.others(1));
    String untouched = shop.build().json().at("/content_hash").asText();
    shop.arrives("2.jsonl", Shop.forgotten(1));
    shop.build();
    shop.arrives("3.jsonl", List.of(Shop.others(30).get(0), Shop.forgotten(8).get(0)));
    shop.build();
    assertThat(shop.words(), containsString(Shop.WHO));

    JsonNode forgot = shop.forget().json();

    assertThat(forgot.at("/new").asInt(), is(1));
    assertThat(forgot.at("/events").asInt(), is(5));
    assertThat(forgot.at("/withdrawn").toString(), is("[2,3]"));
    assertThat(forgot.at("/build/version").asInt(), is(4));
    Shop never = Shop.in(without);
    never.arrives("1.jsonl", Shop.others(1));
    never.build();
    never.arrives("3.jsonl", List.of(Shop.others(30).get(0)));
    JsonNode expected = never.build().json();
    assertThat(forgot.at("/build/content_hash"), is(expected.at("/content_hash")));
    assertThat(forgot.at("/build/counts"), is(expected.at("/counts")));
    assertThat(store(shop).version(1).manifest().contentHash(), is(untouched));
    nothingIsLeft(shop);
    assertThat(
        shop.tried("dataset", "show", "support@3").err(),
        containsString("Version 3 of support was withdrawn: use version 4"));
    shop.run("dataset", "verify");
    Invocation unknown = shop.tried("dataset", "explain", Shop.WHO + "1");
    assertThat(unknown.err(), unknown.exitCode(), is(not(0)));

    // twice is once
    JsonNode again = shop.forget().json();
    assertThat(again.at("/new").asInt(), is(0));
    assertThat(again.at("/events").asInt(), is(0));
    assertThat(again.at("/build/status").asText(), is("unchanged"));

    // what arrives again changes nothing, nor what the person says from now on
    shop.arrives("4.jsonl", Shop.forgotten(1));
    shop.arrives("5.jsonl", Shop.forgotten(20));
    JsonNode redelivered = shop.build().json();
    assertThat(redelivered.at("/content_hash"), is(expected.at("/content_hash")));
    assertThat(redelivered.at("/counts"), is(expected.at("/counts")));
    nothingIsLeft(shop);
  }

  @Test
  void whatARunHadBegunOnThePersonIsNotPublished() throws Exception {
    Shop shop = Shop.in(path);
    shop.arrives("1.jsonl", Shop.others(1));
    shop.arrives("2.jsonl", Shop.forgotten(1));
    shop.build();
    Path killed = shop.dataset().resolve("events/segments/20261101T000000-killed/0.parquet");
    Files.createDirectories(killed.getParent());
    Files.writeString(killed, Shop.WHO);
    Path attempt = shop.dataset().resolve("attempts/20261101T000000-killed/rows.jsonl");
    Files.createDirectories(attempt.getParent());
    Files.writeString(attempt, Shop.WHO);
    Path rows = shop.dataset().resolve("adapters/support/attempts/1-mlx-x/rows.jsonl");
    Files.createDirectories(rows.getParent());
    Files.writeString(rows, Shop.WHO);

    shop.forget();

    nothingIsLeft(shop);
  }

  @Test
  void onlyPersonLeavesAnEmptyVersionBehind() throws Exception {
    Shop shop = Shop.in(path);
    shop.arrives("2.jsonl", Shop.forgotten(1));
    shop.build();
    JsonNode forgot = shop.forget().json();
    assertThat(forgot.at("/withdrawn").toString(), is("[1]"));
    assertThat(forgot.at("/build/counts/in").asInt(), is(0));
    nothingIsLeft(shop);
  }

  @Test
  void oneWhoWasNeverThereIsKeptOut() throws Exception {
    Shop shop = Shop.in(path);
    shop.arrives("1.jsonl", Shop.others(1));
    JsonNode first = shop.build().json();
    Invocation run = shop.run("forget", "--user", Shop.WHO, "--runner", "direct");
    assertThat(run.out(), containsString("No event of this person was in the event log"));
    assertThat(run.out() + run.err(), not(containsString(Shop.WHO)));
    shop.arrives("2.jsonl", Shop.forgotten(1));
    assertThat(shop.build().json().at("/content_hash"), is(first.at("/content_hash")));
    nothingIsLeft(shop);
  }

  @Test
  void whatHasEndedGoesTheSameWay() throws Exception {
    Shop shop = Shop.in(path);
    String out = Shop.forgotten(1).get(0).replace("\"signal\"", "\"consent\":false,\"signal\"");
    String old = Shop.forgotten(1).get(1).replace("2026-11-01", "2020-11-01");
    shop.arrives("1.jsonl", Shop.others(1));
    shop.arrives("2.jsonl", List.of(out, old));
    shop.build();
    Invocation optedOut = shop.run("forget", "--expired", "--runner", "direct", "--json");
    assertThat(optedOut.json().at("/events").asInt(), is(1));
    shop.folder().change("preset: native,", "preset: native, retention_days: 1000,");
    Invocation expired = shop.run("forget", "--expired", "--runner", "direct");
    assertThat(expired.out(), containsString("1 event that had ended left the event log."));
    nothingIsLeft(shop);
    Shop never = Shop.in(without);
    never.arrives("1.jsonl", Shop.others(1));
    String expected = never.build().json().at("/content_hash").asText();
    assertThat(store(shop).newest().orElseThrow().manifest().contentHash(), is(expected));
    Invocation none = shop.run("forget", "--expired", "--runner", "direct");
    assertThat(none.out(), containsString("No event that had ended was in the event log."));
  }

  @Test
  void reviewOfWhatThePersonSaidGoesToo() throws Exception {
    Shop shop = Shop.in(path);
    shop.arrives("1.jsonl", Shop.others(1));
    String review =
        Shop.forgotten(1)
            .get(0)
            .replace("\"event_id\"", "\"curator\":\"curator c\",\"event_id\"")
            .replace(
                "{\"kind\":\"thumb\",\"value\":\"up\"}",
                "{\"kind\":\"review\",\"decision\":\"approve\"}");
    shop.arrives("2.jsonl", List.of(review));
    shop.build();
    assertThat(shop.words(), containsString(Shop.WHO));
    assertThat(shop.forget().json().at("/events").asInt(), is(1));
    nothingIsLeft(shop);
  }

  /** No file holds a text, an event's id or the pseudonym, nor do the segments when decoded. */
  static void nothingIsLeft(Shop shop) throws Exception {
    assertThat(shop.holding(Shop.WHO), empty());
    assertThat(shop.holding(shop.pseudonym()), empty());
    assertThat(
        shop.words(), allOf(not(containsString(Shop.WHO)), not(containsString(shop.pseudonym()))));
    for (Sweep sweep : Sweeps.of(shop.dataset()).unsettled()) {
      assertThat("names events still", sweep.events(), empty());
    }
    Set<Path> named = new HashSet<>();
    EventLog log = EventLog.open(shop.folder().store(), "support");
    for (LogManifest entry : log.manifests()) {
      entry.segments().forEach(segment -> named.add(log.folder().resolve(segment.path())));
    }
    try (var files = Files.walk(log.folder().resolve("segments"))) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> assertThat(named.contains(file), is(true)));
    }
  }

  private static DatasetStore store(Shop shop) {
    return DatasetStore.open(shop.folder().store(), "support");
  }
}

package prefmill.pipelines.property.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.datasets.manifest.Manifest;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.property.events.Baseline;
import prefmill.pipelines.scenario.PublishedFiles;
import prefmill.pipelines.scenario.Workshop;

/** What cannot be understood is a dead letter with its position; the rest is unaffected. */
class PoisonTest {
  private static final int HUGE = 100 << 20;
  private static final String UP =
      "\"response\":\"r\",\"signal\":{\"kind\":\"thumb\",\"value\":\"up\"}}";

  private static List<Poison> poison() {
    List<Poison> records = new ArrayList<>();
    records.add(new Poison(text("{\"prompt\":\"cut"), "bad_json"));
    records.add(new Poison(new byte[] {'{', '"', (byte) 0xe2, (byte) 0x82}, "bad_utf8"));
    records.add(new Poison(text("{\"prompt\":\"lone \\ud800 half\"," + UP), "bad_text"));
    records.add(new Poison(text("{\"prompt\":\"nul \\u0000\"," + UP), "bad_text"));
    records.add(new Poison(text("\ufeff{\"prompt\":\"mark\"," + UP), "bad_json"));
    records.add(new Poison(text("{\"prompt\":NaN," + UP), "bad_json"));
    records.add(new Poison(text("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)), "too_deep"));
    records.add(new Poison(text("{\"prompt\":\"a\",\"prompt\":\"b\"," + UP), "bad_json"));
    records.add(
        new Poison(text("{\"prompt\":\"p\",\"signal\":{\"kind\":\"applause\"}}"), "unknown_kind"));
    byte[] huge = new byte[HUGE];
    Arrays.fill(huge, (byte) 'x');
    records.add(new Poison(huge, "too_large"));
    return records;
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "flink"})
  void leavesTheRestUnaffected(String runner, @TempDir Path temp) throws IOException {
    List<String> events = Baseline.events();
    List<Poison> poison = poison();
    ByteArrayOutputStream file = new ByteArrayOutputStream(HUGE + (1 << 20));
    Map<Integer, Poison> places = new HashMap<>();
    Map<Integer, Integer> lines = new HashMap<>();
    int next = 0;
    for (Poison record : poison) {
      int end = next + events.size() / poison.size();
      for (; next < end; next++) {
        file.writeBytes(text(events.get(next) + "\n"));
      }
      places.put(file.size(), record);
      lines.put(file.size(), next + lines.size() + 1);
      file.writeBytes(record.bytes);
      file.write('\n');
    }
    assertThat(next, is(events.size()));
    Workshop workshop = Workshop.in(temp).events("a.jsonl", file.toByteArray());
    PublishedVersion version = workshop.build(workshop.policy(Baseline.SETTINGS), runner).version();

    Manifest clean = Baseline.on(runner).manifest();
    Manifest manifest = version.manifest();
    assertThat(manifest.contentHash(), equalTo(clean.contentHash()));
    assertThat(manifest.counts().used(), is(clean.counts().used()));
    assertThat(manifest.counts().rejectedByRule(), equalTo(clean.counts().rejectedByRule()));
    assertThat(manifest.counts().dead(), is(clean.counts().dead() + poison.size()));
    int found = 0;
    for (String line : PublishedFiles.lines(version.folder(), "dead_letters")) {
      JsonNode letter = new ObjectMapper().readTree(line);
      if (letter.path("source").isTextual()) {
        Poison record = places.get(letter.path("offset").asInt());
        assertThat(line, letter.path("error_class").asText(), equalTo(record.errorClass));
        assertThat(line, letter.path("length").asInt(), is(record.bytes.length));
        assertThat(line, letter.path("file").asText(), is("a.jsonl"));
        assertThat(line, letter.path("line").asInt(), is(lines.get(letter.path("offset").asInt())));
        found++;
      }
    }
    assertThat(found, is(poison.size()));
  }

  /** A record and the class of the dead letter that it must become. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Poison(byte[] bytes, String errorClass) {}

  private static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }
}

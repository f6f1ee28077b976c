package prefmill.pipelines.source.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.pipelines.policy.SourcePolicy;
import prefmill.pipelines.source.SourceException;
import prefmill.pipelines.source.SourcePlan;
import prefmill.pipelines.source.SourceReader;
import prefmill.pipelines.source.database.Snapshots;
import prefmill.transforms.keys.KeyedHash;
import prefmill.transforms.outcome.DeadLetter;
import prefmill.transforms.parse.ParseFeedback;
import prefmill.transforms.parse.RawRecord;

class ReadFilesTest {
  private static final String GOOD =
      "{\"prompt\":\"p\",\"response\":\"r\",\"signal\":{\"kind\":\"thumb\",\"value\":\"up\"}}";

  @TempDir Path folder;
  private Path events;

  @BeforeEach
  void makeFolder() throws IOException {
    events = Files.createDirectories(folder.resolve("events/deep"));
    Files.writeString(folder.resolve("events/a.jsonl"), "{\"a\":1}\n{\"a\":2}\n");
    Files.writeString(events.resolve("b.json"), "[{\"b\":1},\n{\"b\":2}]");
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(events.resolve("c.jsonl.gz")))) {
      out.write("{\"c\":1}\n\n{\"c\":2}".getBytes(UTF_8));
    }
    try (OutputStream out =
        new ZstdOutputStream(Files.newOutputStream(events.resolve("d.json.zst")))) {
      out.write(" [{\"d\":1}]".getBytes(UTF_8));
    }
    Files.writeString(folder.resolve("events/notes.txt"), "no feedback");
  }

  @Test
  void readsAFolderWithAllFormats() {
    assertRecords(
        plan("events", Map.of()),
        "a.jsonl:1@0 {\"a\":1}",
        "a.jsonl:2@8 {\"a\":2}",
        "deep/b.json:1@1 {\"b\":1}",
        "deep/b.json:2@10 {\"b\":2}",
        "deep/c.jsonl.gz:1@0 {\"c\":1}",
        "deep/c.jsonl.gz:3@9 {\"c\":2}",
        "deep/d.json.zst:1@2 {\"d\":1}");
  }

  @Test
  void readsAGlobAndAFile() {
    assertRecords(
        plan("events/**/*.json*", Map.of()).files(),
        "deep/b.json",
        "deep/c.jsonl.gz",
        "deep/d.json.zst");
    assertRecords(plan("events/d*/[bc].*", Map.of()).files(), "deep/b.json", "deep/c.jsonl.gz");
    assertRecords(plan(events.resolve("b.json").toString(), Map.of()).files(), "b.json");
  }

  @Test
  void aPathThatNamesNothingIsAFaultOfTheSource() {
    for (String path : List.of("events/[", "events/{a", "events/x*", "events/x*/../y")) {
      assertThrows(SourceException.class, () -> plan(path, Map.of()), path);
    }
  }

  @Test
  void readsOnlyWhatIsNew() throws IOException {
    Plan first = plan("events", Map.of());
    Plan again = plan("events", first.plan.positions());
    assertThat(again.plan.isEmpty(), equalTo(true));
    assertThat(again.plan.positions(), equalTo(first.plan.positions()));
    assertRecords(again);

    Path log = folder.resolve("events/a.jsonl");
    Files.writeString(log, "{\"a\":3}", StandardOpenOption.APPEND);
    Files.writeString(events.resolve("b.json"), "[{\"b\":3}]");
    Plan grown = plan("events", again.plan.positions());
    assertThat(grown.plan.estimatedBytes(), equalTo(16L));
    assertRecords(grown, "a.jsonl:3@16 {\"a\":3}", "deep/b.json:1@1 {\"b\":3}");

    Files.writeString(log, "4}\n", StandardOpenOption.APPEND);
    assertRecords(
        plan("events", grown.plan.positions()),
        "a.jsonl:1@0 {\"a\":1}",
        "a.jsonl:2@8 {\"a\":2}",
        "a.jsonl:3@16 {\"a\":3}4}");

    Files.writeString(log, "{\"x\":1}\n{\"a\":2}\n{\"a\":9}\n");
    Files.setLastModifiedTime(log, FileTime.fromMillis(0));
    assertRecords(
        plan("events/a.jsonl", first.plan.positions()),
        "a.jsonl:1@0 {\"x\":1}",
        "a.jsonl:2@8 {\"a\":2}",
        "a.jsonl:3@16 {\"a\":9}");
  }

  @Test
  void aBadRecordIsADeadLetterWithItsPosition() throws IOException {
    String bad = "{\"prompt\":\"ann@example.org\"";
    Files.writeString(
        folder.resolve("mixed.jsonl"), GOOD + "\n\n" + bad + "\n" + GOOD + "\n" + bad);
    Pipeline pipeline = Pipeline.create();
    PCollection<DeadLetter> dead =
        pipeline
            .apply(plan("mixed.jsonl", Map.of()).plan.read())
            .apply(plan("mixed.jsonl", Map.of()).plan.parse(() -> KeyedHash.of(new byte[32], "d")))
            .get(ParseFeedback.DEAD_LETTERS);
    long length = bad.length();
    long offset = GOOD.length() + 2L;
    PAssert.that(dead)
        .satisfies(
            letters -> {
              Map<Long, DeadLetter> byLine = new TreeMap<>();
              letters.forEach(each -> byLine.put(each.line(), each));
              DeadLetter first = byLine.get(3L);
              assertThat(
                  first,
                  equalTo(
                      new DeadLetter(
                          first.id(),
                          "app",
                          "mixed.jsonl",
                          3,
                          offset,
                          length,
                          "bad_json",
                          "the record is not JSON from its character 27 on; mend it or leave it out",
                          "unparsed")));
              assertThat(byLine.get(5L).id(), equalTo(first.id()));
              assertThat(first.id().length(), equalTo(32));
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void namesAPathThatMatchesNothing() {
    String whole = folder.resolve("nowhere.jsonl").toString();
    for (String path : List.of("nowhere.jsonl", "events/*.csv", "none/**/*.jsonl", "deep", whole)) {
      SourceException e = assertThrows(SourceException.class, () -> plan(path, Map.of()));
      String looked = path.equals(whole) ? "" : " (looked for " + folder.resolve(path) + ")";
      assertThat(
          e.getMessage(),
          equalTo(
              "source app: no file matches the path %s%s; mend sources.app.path"
                  .formatted(path, looked)));
    }
  }

  @Test
  void namesACompressedFileThatIsCutOff() throws IOException {
    Path file = events.resolve("c.jsonl.gz");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 12));
    Pipeline pipeline = Pipeline.create();
    var unused = pipeline.apply(plan("events/deep/c.jsonl.gz", Map.of()).plan.read());
    Exception e = assertThrows(Exception.class, () -> pipeline.run().waitUntilFinish());
    assertThat(
        e.getCause().getMessage(),
        equalTo(
            "source app: the file c.jsonl.gz cannot be read to its end (it ends too"
                + " early); mend the file, or move it away"));
  }

  private Plan plan(String path, Map<String, String> last) {
    SourcePolicy source =
        new SourcePolicy(
            "app",
            SourcePolicy.Kind.JSONL,
            "native",
            null,
            null,
            path,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    return new Plan(SourceReader.plan(source, folder, last, Snapshots.open()));
  }

  private record Plan(SourcePlan plan) {
    List<String> files() {
      return List.copyOf(plan.positions().keySet());
    }
  }

  private static void assertRecords(List<String> found, String... expected) {
    assertThat(found, equalTo(List.of(expected)));
  }

  private static void assertRecords(Plan plan, String... expected) {
    Pipeline pipeline = Pipeline.create();
    PCollection<RawRecord> records = pipeline.apply(plan.plan.read());
    PAssert.that(records)
        .satisfies(
            all -> {
              List<String> found = new ArrayList<>();
              for (RawRecord r : all) {
                found.add(
                    r.file()
                        + ":"
                        + r.line()
                        + "@"
                        + r.offset()
                        + " "
                        + new String(r.bytes(), UTF_8));
              }
              assertThat(found.stream().sorted().toList(), equalTo(List.of(expected)));
              return null;
            });
    pipeline.run().waitUntilFinish();
  }
}

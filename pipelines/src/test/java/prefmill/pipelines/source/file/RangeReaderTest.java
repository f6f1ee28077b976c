package prefmill.pipelines.source.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.transforms.parse.RawRecord;

class RangeReaderTest {
  @TempDir Path folder;

  @Test
  void linesHaveExactPositions() throws IOException {
    assertThat(
        lines(write("a.jsonl", "\uFEFF{\"a\":1}\r\n\n  \t\r\n{\"b\":\"é\"}\nlast")),
        contains("1@3+7 {\"a\":1}", "4@18+10 {\"b\":\"é\"}", "5@29+4 last"));
  }

  @Test
  void elementsHaveExactPositions() throws IOException {
    String json = " [ {\"a\":\"]\\\"}\"},\n {\"b\":[1,2]} , 7\n,\"x\", nul]\n";
    assertThat(
        lines(write("a.json", json)),
        contains(
            "1@3+12 {\"a\":\"]\\\"}\"}",
            "2@18+11 {\"b\":[1,2]}",
            "2@32+1 7",
            "3@35+3 \"x\"",
            "3@40+3 nul"));
  }

  @Test
  void aBrokenElementSpoilsNoOther() throws IOException {
    assertThat(
        lines(write("a.json", "[{\"a\":},{\"b\":1} {\"c\":1},}\n] rest")),
        contains(
            "1@1+6 {\"a\":}", "1@8+7 {\"b\":1}", "1@16+7 {\"c\":1}", "1@24+1 }", "2@28+4 rest"));
    assertThat(
        lines(write("b.json", "[{\"a\":1},{\"b\"")), contains("1@1+7 {\"a\":1}", "1@9+4 {\"b\""));
    assertThat(lines(write("c.json", "[]")), empty());
  }

  @Test
  void aJsonFileOfLinesIsReadByLines() throws IOException {
    assertThat(lines(write("a.json", "{\"a\":1}\n{\"b\":1}\n")), hasSize(2));
  }

  @Test
  void oneHugeLineIsNeverHeld() throws IOException {
    Path file = folder.resolve("huge.jsonl");
    byte[] piece = "x".repeat(1 << 20).getBytes(UTF_8);
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write("{\"a\":1}\n".getBytes(UTF_8));
      for (int i = 0; i < 100; i++) {
        out.write(piece);
      }
      out.write("\r\n{\"b\":1}\n".getBytes(UTF_8));
    }
    long before = usedMemory();
    List<RawRecord> records = read(file, 32 << 20);
    assertThat("held " + (usedMemory() - before), usedMemory() - before < (20 << 20));
    assertThat(records, hasSize(3));
    assertThat(records.get(1).isTooLarge(), equalTo(true));
    assertThat(records.get(1).length(), equalTo(100L << 20));
    assertThat(records.get(1).bytes().length, equalTo(32));
    assertThat(describe(records.get(2)), equalTo("3@" + (8 + (100L << 20) + 2) + "+7 {\"b\":1}"));
  }

  @Property(tries = 300)
  void rangesOfAnySizeGiveTheSameRecords(
      @ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 60) int size)
      throws IOException {
    Path file = Files.createTempFile("ranges", ".jsonl");
    try {
      Files.writeString(file, text);
      assertThat(read(file, size), equalTo(read(file, Long.MAX_VALUE)));
    } finally {
      Files.delete(file);
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("", " ", "\r", "{\"a\":1}", "x", "é", "\uFEFF", "y".repeat(70))
        .list()
        .ofMaxSize(20)
        .flatMap(parts -> Arbitraries.of("\n", "\r\n").map(end -> String.join(end, parts)));
  }

  private static long usedMemory() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static List<String> lines(Path file) throws IOException {
    return read(file, Long.MAX_VALUE).stream().map(RangeReaderTest::describe).toList();
  }

  private static String describe(RawRecord record) {
    return record.line()
        + "@"
        + record.offset()
        + "+"
        + record.length()
        + " "
        + new String(record.bytes(), UTF_8);
  }

  private static List<RawRecord> read(Path file, long rangeSize) throws IOException {
    FileRead read =
        new FileRead("s", file.toString(), file.getFileName().toString(), 0, Files.size(file));
    List<FileRange> ranges = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      FileRanges.cut(read, in, rangeSize, ranges::add);
    }
    List<RawRecord> records = new ArrayList<>();
    for (FileRange range : ranges) {
      RangeReader.read(range, records::add);
    }
    return records;
  }
}

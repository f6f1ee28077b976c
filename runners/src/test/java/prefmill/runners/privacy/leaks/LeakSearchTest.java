package prefmill.runners.privacy.leaks;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.PolicyFolder;
import prefmill.runners.privacy.leaks.Canary.Kind;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;

/** The search finds what is planted, or its silence would say nothing. */
class LeakSearchTest {
  private static final Canary EMAIL = new Canary(Kind.EMAIL, "quoruvelt.abcd12@example.org");
  private static final Canary CARD = new Canary(Kind.CARD, "4539 1488 0343 6467");
  private static final Canary NAME = new Canary(Kind.NAME, "Zuvarelqo Mintashiva");
  private static final Canary KEY =
      new Canary(Kind.KEY, "ghp_a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6e7f8");
  private static final List<Canary> ALL = List.of(EMAIL, CARD, NAME, KEY);

  @TempDir Path path;

  @Test
  void everyFormOfACanaryIsFoundWhateverStandsBesideIt() {
    for (Canary canary : ALL) {
      String value = canary.value();
      for (String form :
          List.of(
              value,
              value.toUpperCase(Locale.ROOT),
              value.replace(" ", ""),
              value.replace("@", "\\\\u0040"),
              value.replace("@", "%40").replace(" ", "%20"),
              Canary.escaped(value, ".", "\\u%04X"))) {
        assertThat(form, found("log of a run, " + form + " it says"), is(true));
      }
      for (int shift = 0; shift < 3; shift++) {
        byte[] text = (" ".repeat(shift) + value + " wrote").getBytes(UTF_8);
        assertThat(value, found(Base64.getEncoder().encodeToString(text)), is(true));
      }
      for (byte[] bytes : List.of(value.getBytes(UTF_16LE), value.getBytes(UTF_16BE))) {
        LeakSearch search = new LeakSearch(ALL);
        search.bytes("a file", bytes);
        assertThat(value, search.leaks().isEmpty(), is(false));
      }
    }
    for (String part :
        List.of("quoruvelt.abcd12", "mintashiva", "4539-1488-0343-6467", "4539148803436467")) {
      assertThat(part, found("by " + part + ":"), is(true));
    }
    assertThat(
        found("<EMAIL_1> quoruvelt abcd12 4539 1488 0343 6468 ghp_ Zuvarel Minta"), is(false));
  }

  @Test
  void aCanaryInAFileIsFoundHoweverTheFileIsPacked() throws IOException {
    byte[] text = ("the card is " + CARD.value() + ".").repeat(9).getBytes(UTF_8);
    parquet(path.resolve("0.parquet"));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text);
    }
    Files.write(path.resolve("ledger"), packed.toByteArray());
    Files.write(path.resolve("shard"), Zstd.compress(text));
    Files.createDirectories(path.resolve("of " + KEY.value()));
    Files.writeString(path.resolve("input.jsonl"), EMAIL.value());
    LeakSearch search = new LeakSearch(ALL);
    List<Path> files = SearchedFiles.below(path, file -> file.endsWith("input.jsonl"), search);
    assertThat(files.size(), is(3));
    assertThat(
        search.leaks(),
        hasItems(
            "0.parquet (rows): " + NAME + " (plain)",
            "ledger (inflated): " + CARD + " (plain)",
            "shard (inflated): " + CARD + " (plain)",
            "the name of of " + KEY.value() + ": " + KEY + " (plain)"));
  }

  @Test
  void aCanaryThatACommandTellsIsFound() throws Exception {
    PolicyFolder folder = PolicyFolder.of(path, List.of());
    Told told = new Told(folder);
    told.run("dataset", "explain", EMAIL.value());
    assertThat(told.run("mask", "nothing at all").exitCode(), is(0));
    LeakSearch search = new LeakSearch(ALL);
    told.search(search);
    assertThat(search.leaks(), empty());
    told.run("mask", "--explain", "Write to " + EMAIL.value());
    LeakSearch after = new LeakSearch(ALL);
    told.search(after);
    assertThat(after.leaks(), hasItem("stdout of mask: " + EMAIL + " (plain)"));
  }

  @Test
  void aCanaryInAnyColumnOfTheDatabaseIsFound() throws Exception {
    PolicyFolder folder = PolicyFolder.of(path, List.of());
    try (OpenRegistry registry = OpenRegistry.of(Project.load(folder.config()))) {
      registry
          .registry()
          .jdbi()
          .useHandle(
              handle -> {
                handle.execute("create schema \"Own\"");
                handle.execute(
                    "create table \"Own\".\"Said so\" (\"A b\" jsonb, tags text[], raw bytea)");
                handle.execute(
                    "insert into \"Own\".\"Said so\" values (?::jsonb, array[?], ?)",
                    "{\"by\":[\"" + NAME.value() + "\"]}",
                    CARD.value(),
                    KEY.value().getBytes(UTF_8));
              });
      LeakSearch search = new LeakSearch(ALL);
      SearchedTables.of(registry.registry().jdbi(), search);
      assertThat(
          search.leaks(),
          hasItems(
              "Own.Said so.A b: " + NAME + " (plain)",
              "Own.Said so.tags: " + CARD + " (plain)",
              "Own.Said so.raw: " + KEY + " (plain)"));
    }
  }

  private static boolean found(String text) {
    LeakSearch search = new LeakSearch(ALL);
    search.text("a text", text);
    return !search.leaks().isEmpty();
  }

  private static void parquet(Path file) throws IOException {
    Schema schema = SchemaBuilder.record("said").fields().requiredString("text").endRecord();
    try (ParquetWriter<GenericRecord> writer =
        AvroParquetWriter.<GenericRecord>builder(new LocalOutputFile(file))
            .withConf(new PlainParquetConfiguration())
            .withSchema(schema)
            .withDataModel(GenericData.get())
            .withCompressionCodec(CompressionCodecName.GZIP)
            .build()) {
      // neither the first nor the last value, which stand in the footer as they are
      for (String text : List.of("a", "by " + NAME.value() + " of us", "z")) {
        GenericRecord row = new GenericData.Record(schema);
        row.put("text", text);
        writer.write(row);
      }
    }
  }
}

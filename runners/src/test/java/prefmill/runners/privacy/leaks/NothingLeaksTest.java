package prefmill.runners.privacy.leaks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.Invocation;
import prefmill.runners.cli.PolicyFolder;
import prefmill.runners.privacy.leaks.Canary.Kind;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;

/** What people wrote down about themselves is masked, and no way around the masking is open. */
class NothingLeaksTest {
  private static final long SEED = 19;

  @TempDir Path path;

  @Test
  void noneOfManyCanariesIsInAFileOnStdoutInALogOrInTheDatabase() throws Exception {
    Canaries canaries = new Canaries(SEED);
    PolicyFolder folder = PolicyFolder.of(path, GoodRows.of(canaries));
    folder.change(
        "sources:",
        "caps: off\nreport: {sinks: [{kind: log}, {kind: file, path: alerts.jsonl}]}\nsources:");
    folder.change("events/*.jsonl", "events");
    String addressAsId = broken(folder, canaries);
    Told told = new Told(folder);

    int logged = told.runLoggingAll(path.resolve("debug.log"), "ingest", "--runner", "direct");
    assertThat("it ended well", logged, is(0));
    assertThat(Files.size(path.resolve("debug.log")), greaterThan(1_000_000L));
    JsonNode built = done(told, "build", "--runner", "direct", "--json").json();
    for (String some :
        List.of(
            "/counts/used",
            "/counts/rejected",
            "/counts/dead",
            "/redeliveries",
            "/rows/preference/train",
            "/rows/sft/train",
            "/rows/unpaired/train")) {
      assertThat(some + " of " + built, built.at(some).asInt(), greaterThan(0));
    }
    Files.write(path.resolve("events/b.jsonl"), GoodRows.ofTheNextDay(canaries));
    JsonNode night = done(told, "nightly", "--runner", "direct", "--json").json();
    assertThat(night.toString(), night.at("/report/alerts").size(), greaterThan(0));
    lookAround(told);
    done(told, "dataset", "explain", addressAsId);
    done(told, "dataset", "explain", addressAsId, "--json");
    failures(told, canaries);

    List<Canary> drawn = canaries.drawn();
    assertThat(drawn.size(), greaterThanOrEqualTo(500));
    for (Kind kind : Kind.values()) {
      long some = drawn.stream().filter(canary -> canary.kind() == kind).count();
      assertThat(kind.name(), some, greaterThanOrEqualTo(50L));
    }
    LeakSearch search = new LeakSearch(drawn);
    told.search(search);
    List<Path> files =
        SearchedFiles.below(path, file -> file.startsWith(path.resolve("events")), search);
    assertThat(files.size(), greaterThan(20));
    try (OpenRegistry registry = OpenRegistry.of(Project.load(folder.config()))) {
      Set<String> tables = SearchedTables.of(registry.registry().jdbi(), search);
      assertThat(tables, hasItems("prefmill.rlhf_feedback", "prefmill.feedback_figures"));
    }
    assertThat(search.leaks(), empty());
  }

  /** Writes what cannot be read, and what comes in odd places; gives an event's id. */
  private static String broken(PolicyFolder folder, Canaries canaries) throws IOException {
    Path events = folder.path().resolve("events");
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (byte[] record : BrokenRows.of(canaries)) {
      file.writeBytes(record);
      file.write('\n');
    }
    Files.write(events.resolve(canaries.fill("broken by «email».jsonl")), file.toByteArray());
    Path deep = Files.createDirectories(events.resolve(canaries.fill("of «email»")));
    int before = canaries.drawn().size();
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(deep.resolve("c.jsonl.gz")))) {
      out.write(String.join("\n", GoodRows.withIds(canaries)).getBytes(UTF_8));
    }
    return canaries.drawn().get(before).value();
  }

  private void lookAround(Told told) throws IOException {
    done(told, "report", "--runner", "direct", "--json");
    done(told, "report", "--runner", "direct", "--by", "action");
    for (String command : List.of("list", "show support@2", "verify", "diff support@1 support@2")) {
      String[] words = ("dataset " + command).split(" ", -1);
      done(told, words);
      done(told, (String.join(" ", words) + " --json").split(" ", -1));
    }
    for (String event : List.of("up1", "down1", "refusal")) {
      done(told, "dataset", "explain", event);
      done(told, "dataset", "explain", event, "--json");
    }
    done(told, "registry", "list", "--json");
    assertThat(told.run("doctor").exitCode(), not(2));
    assertThat(told.run("check", "-v").exitCode(), is(0));
  }

  /** Commands that fail over a canary, each in words, as JSON and with a stack trace. */
  private void failures(Told told, Canaries canaries) throws IOException {
    String policy = Files.readString(path.resolve("prefmill.yaml"));
    for (String fault :
        List.of(
            "quality: {too_short: {min_chars: «email»}}",
            "quality: {too_short: {min_chars: «digits»}}",
            "near_duplicates: «key»",
            "caps: «email»",
            "dataset: «email»",
            "splits: {unit: «key»}",
            "pairs: {volatile: [\"(«email»\"]}",
            "categories: [{category: a, prompt: \"[«key»\"}]",
            "votes: [«email»",
            "consent: {required: «email»}")) {
      String key = fault.substring(0, fault.indexOf(':') + 1);
      String rest = policy.lines().filter(line -> !line.startsWith(key)).collect(joining("\n"));
      Path bad = path.resolve("bad.yaml");
      Files.writeString(bad, canaries.fill(rest + "\n" + fault + "\n"));
      for (String how : List.of("", "--json", "-v")) {
        assertThat(fault, told.of(bad, "check", how).exitCode(), is(2));
        assertThat(fault, told.of(bad, "ingest", how).exitCode(), is(2));
      }
      Files.delete(bad);
    }
    Path text = path.resolve("events/text.txt");
    Files.writeString(text, canaries.fill("I am «name» at «email», card «card», key «key»."));
    String name = canaries.drawn().get(canaries.drawn().size() - 4).value();
    done(told, "mask", "--file", text.toString(), "--user-name", name);
    done(told, "mask", "--explain", "--json", "--file", text.toString(), "--user-name", name);
    Files.delete(text);
  }

  private static Invocation done(Told told, String... command) {
    Invocation run = told.run(command);
    assertThat(run.err(), run.exitCode(), is(0));
    return run;
  }
}

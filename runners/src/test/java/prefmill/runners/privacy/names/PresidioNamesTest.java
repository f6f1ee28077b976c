package prefmill.runners.privacy.names;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.Invocation;
import prefmill.runners.cli.PolicyFolder;
import prefmill.runners.cli.RealPython;

/** The real presidio-analyzer behind its REST interface. */
@Tag("python")
class PresidioNamesTest {
  @TempDir static Path shared;
  private static Process presidio;
  private static String url;

  @TempDir Path path;

  @BeforeAll
  static void start() throws IOException {
    Path words =
        Files.writeString(
            shared.resolve("words.json"),
            "{\"PERSON\":[\"Zoë Okafor\",\"Ann Lee\"],\"LOCATION\":[\"Porto\"]}");
    Path errors = shared.resolve("stderr");
    presidio =
        RealPython.script("prefmill.python", "presidio_names.py", words)
            .redirectError(errors.toFile())
            .start();
    BufferedReader said = presidio.inputReader();
    String port = said.readLine();
    url = "http://127.0.0.1:" + Objects.requireNonNull(port, Files.readString(errors));
  }

  @AfterAll
  static void stop() throws Exception {
    presidio.getOutputStream().close();
    presidio.waitFor();
  }

  @Test
  void namesNeitherLandNorArePublished() throws IOException {
    PolicyFolder folder =
        folder(
            "{presidio: \"%s\"}".formatted(url),
            PolicyFolder.thumb(
                "1", "u1", "😀 who is Zoë Okafor of Porto?", "Ann Lee knows her well.", "up"),
            PolicyFolder.thumb(
                "2", "u2", "😀 who is Zoë Okafor of Porto?", "I cannot say.", "down"));

    Invocation build = folder.run("build");

    assertThat(build.err(), build.exitCode(), is(0));
    String rows = published(folder.store());
    assertThat(rows, containsString("😀 who is <PERSON_1> of <PLACE_1>?"));
    assertThat(rows, containsString("<PERSON_2> knows her well."));
    assertThat(rows, not(containsString("Okafor")));
  }

  @Test
  void aLongTextIsReadInPartsToItsEnd() throws IOException {
    PolicyFolder folder = folder("{presidio: \"%s\"}".formatted(url));
    Path text = Files.writeString(path.resolve("long.txt"), "as it was ".repeat(3_000) + "Ann Lee");

    Invocation run = folder.run("mask", "--file", text.toString());

    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(run.out().strip().endsWith("as it was <PERSON_1>"), is(true));
  }

  @Test
  void namesOfALowerScoreStay() throws IOException {
    PolicyFolder folder = folder("{presidio: \"%s\", min_score: 0.9}".formatted(url));

    assertThat(folder.run("mask", "Ann Lee").out().strip(), is("Ann Lee"));
  }

  @Test
  void aLanguageThatItDoesNotKnowIsSaidWithoutTheText() throws IOException {
    PolicyFolder folder = folder("{presidio: \"%s\", language: de}".formatted(url));

    Invocation run = folder.run("mask", "Ann Lee");

    assertThat(run.exitCode(), is(1));
    assertThat(
        run.err(),
        allOf(
            containsString("status 400"),
            containsString("masking.names"),
            not(containsString("Ann"))));
  }

  @Test
  void nothingLandsWhileItDoesNotAnswer() throws IOException {
    PolicyFolder folder =
        folder(
            "{presidio: \"http://127.0.0.1:1\"}",
            PolicyFolder.thumb("1", "u1", "who is Ann Lee?", "Nobody.", "up"));

    Invocation run = folder.run("ingest");

    assertThat(run.exitCode(), is(1));
    assertThat(
        run.err(), allOf(containsString("does not answer"), containsString("masking.names")));
    assertThat(Files.exists(folder.store()), is(false));
  }

  private PolicyFolder folder(String names, String... events) throws IOException {
    PolicyFolder folder = PolicyFolder.of(path, List.of(events));
    folder.change("{key_file: masking.key}", "{key_file: masking.key, names: " + names + "}");
    return folder;
  }

  private static String published(Path store) throws IOException {
    StringBuilder rows = new StringBuilder();
    try (Stream<Path> files = Files.walk(store)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".jsonl")).toList()) {
        rows.append(Files.readString(file));
      }
    }
    return rows.toString();
  }
}

package prefmill.runners.command.mask;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.Invocation;
import prefmill.runners.cli.PolicyFolder;

class MaskCommandTest {
  private static final String TEXT =
      "😀 Mail anna@example.com,\nnot 10.1.2.3; anna@example.com: call +49 151 23456789";
  private static final String MASKED =
      "😀 Mail <EMAIL_1>,\nnot 10.1.2.3; <EMAIL_1>: call <PHONE_1>";

  @TempDir Path path;
  private PolicyFolder folder;

  @BeforeEach
  void write() throws IOException {
    folder = PolicyFolder.of(path, List.of());
    folder.change(
        "{key_file: masking.key}",
        "{key_file: masking.key, types: {phone: drop, ip_address: keep}}");
    Files.delete(path.resolve("masking.key"));
  }

  @Test
  void printsTheTextAsARowWouldHaveItWithoutAKey() {
    Invocation run = folder.run("mask", TEXT);

    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(run.out().stripTrailing(), is(MASKED));
    assertThat(folder.run("mask", "--json", TEXT).json().path("text").asText(), is(MASKED));
    assertThat(Files.exists(folder.store()), is(false));
  }

  @Test
  void explainsWhereEachValueIsAndWhatBecomesOfIt() {
    String out = folder.run("mask", "--explain", TEXT).out();

    assertThat(
        out.lines().map(line -> line.replaceAll(" +", " ")).toList(),
        is(
            List.of(
                MASKED.lines().findFirst().orElseThrow(),
                MASKED.lines().skip(1).findFirst().orElseThrow(),
                "",
                "LINE COLUMN TYPE RULE VALUE BECOMES",
                "1 8 email email anna@example.com <EMAIL_1>",
                "2 5 ip_address ipv4 10.1.2.3 keep",
                "2 15 email email anna@example.com <EMAIL_1>",
                "2 38 phone phone +49 151 23456789 drop",
                "",
                "A type that the policy drops: an event with this text makes no row.")));
  }

  @Test
  void jsonHasPlacesAndNoValues() {
    Invocation run = folder.run("mask", "--explain", "--json", TEXT);
    JsonNode found = run.json().path("found");

    assertThat(run.out(), not(containsString("anna")));
    assertThat(run.json().path("dropped").asBoolean(), is(true));
    assertThat(found.size(), is(4));
    assertThat(
        found.get(0).toString(),
        is(
            "{\"type\":\"email\",\"rule\":\"email\",\"line\":1,\"column\":8,\"start\":7,\"end\":23,"
                + "\"becomes\":\"token\",\"placeholder\":\"<EMAIL_1>\"}"));
    assertThat(found.get(1).path("placeholder").isNull(), is(true));
  }

  @Test
  void readsAFileOrStdinAndLooksForTheAuthor() throws IOException {
    Path file = Files.writeString(path.resolve("text.txt"), "So says Anna Schmidt.");

    assertThat(
        folder.run("mask", "--file", file.toString(), "--user-name", "Anna Schmidt").out(),
        matchesPattern("So says <PERSON_1>\\.\\R"));
    InputStream stdin = System.in;
    try {
      System.setIn(new ByteArrayInputStream("to bob@x.org".getBytes(StandardCharsets.UTF_8)));
      assertThat(folder.run("mask").out().strip(), is("to <EMAIL_1>"));
    } finally {
      System.setIn(stdin);
    }
    assertThat(
        folder.run("mask", "--explain", "nobody").out(), containsString("Nothing was found."));
  }

  @Test
  void whatCannotBeReadIsOneSentence() throws IOException {
    Path latin = Files.write(path.resolve("latin.txt"), new byte[] {'a', (byte) 0xE9, 'b'});

    assertThat(
        folder.run("mask", "--file", latin.toString()).err(),
        containsString("latin.txt is not UTF-8 text"));
    assertThat(
        folder.run("mask", "--file", path.resolve("none.txt").toString()).err(),
        containsString("There is no"));
    Invocation both = folder.run("mask", "text", "--file", "x");
    assertThat(both.exitCode(), is(2));
    assertThat(both.err(), allOf(containsString("--file"), not(containsString("\tat "))));
  }
}

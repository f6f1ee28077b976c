package prefmill.runners.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.Invocation;
import prefmill.runners.cli.PolicyFolder;

class BuildCommandTest {
  private static final String PROMPT = "How do I change the address on my invoice?";
  private static final String GOOD = "Open Billing, press Edit beside the address, then save it.";
  private static final String BAD = "That depends on a lot of things, somebody else may know it.";

  @TempDir Path path;
  private PolicyFolder folder;

  @BeforeEach
  void write() throws IOException {
    folder =
        PolicyFolder.of(
            path,
            List.of(
                PolicyFolder.thumb("e1", "u1", PROMPT, GOOD, "up"),
                PolicyFolder.thumb("e2", "u1", PROMPT, BAD, "down"),
                "{\"broken\":"));
  }

  @Test
  void aDryRunWritesNothing() {
    Invocation run = folder.run("build", "--runner", "direct", "--dry-run", "--json");
    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(run.json().at("/counts/in").asInt(), is(3));
    assertThat(run.json().at("/counts/dead").asInt(), is(1));
    assertThat(Files.exists(folder.store()), is(false));
  }

  @Test
  void aVersionIsPublishedOnceAndCanBeLookedAt() throws IOException {
    Invocation first = folder.run("build", "--runner", "direct", "--json");
    assertThat(first.err(), first.exitCode(), is(0));
    assertThat(first.json().path("status").asText(), is("published"));
    assertThat(first.json().at("/counts/used").asInt(), is(2));

    Invocation second = folder.run("build", "--runner", "direct", "--json");
    assertThat(second.json().path("status").asText(), is("unchanged"));
    assertThat(second.json().path("content_hash"), is(first.json().path("content_hash")));

    assertThat(folder.run("dataset", "list").out(), containsString("support@1"));
    assertThat(folder.run("dataset", "show").out(), containsString("preference"));
    assertThat(folder.run("dataset", "verify", "support@1").exitCode(), is(0));
    Invocation explained = folder.run("dataset", "explain", "e1", "--json");
    assertThat(explained.json().path("outcome").asText(), is("used"));
    assertThat(folder.run("dataset", "explain", "nobody").exitCode(), is(2));

    Path manifest = Path.of(first.json().path("folder").asText()).resolve("manifest.json");
    Files.writeString(manifest, " ", StandardOpenOption.APPEND);
    Invocation damaged = folder.run("dataset", "verify");
    assertThat(damaged.exitCode(), is(1));
    assertThat(damaged.err(), not(containsString("\tat ")));
  }

  @Test
  void aDryRunShowsWhatAPolicyWouldChange() throws IOException {
    Invocation none = folder.run("build", "--runner", "direct", "--against", "latest");
    assertThat(none.exitCode(), is(2));
    assertThat(none.err(), containsString("has no version"));
    folder.run("build", "--runner", "direct");
    folder.change("sources:", "quality: {too_short: {min_chars: 59}}\nsources:");
    String[] command = {"build", "--runner", "direct", "--dry-run", "--against", "1"};
    Invocation json =
        folder.run("build", "--runner", "direct", "--against", "latest", "--all-reasons", "--json");
    assertThat(json.err(), json.exitCode(), is(0));
    assertThat(json.json().at("/changes/removed/quality.too_short").asInt(), is(2));
    assertThat(json.json().at("/changes/added").size(), is(1));
    assertThat(json.json().at("/rules/0/rule").asText(), is("quality.too_short"));
    assertThat(json.json().at("/rules/0/alone").asInt(), is(1));
    assertThat(json.json().at("/rules/0/measured/2").asDouble(), is(58.0));
    Invocation text = folder.run(command);
    assertThat(text.out(), containsString("Against support@1:"));
    assertThat(folder.run("dataset", "list").out(), not(containsString("support@2")));
  }

  @Test
  void anEarlierPointIsBuiltAgain() throws IOException {
    folder.run("build", "--runner", "direct");
    String more = PolicyFolder.thumb("e9", "u9", "Where is it?", "In the menu on the left.", "up");
    Files.writeString(path.resolve("events/b.jsonl"), more + "\n");
    folder.run("build", "--runner", "direct");
    Invocation run = folder.run("build", "--runner", "direct", "--as-of", "1", "--json");
    assertThat(run.err(), run.json().path("status").asText(), is("unchanged"));
    assertThat(run.json().path("version").asInt(), is(1));
    Invocation nothing = folder.run("build", "--as-of", "2020-01-01T00:00:00Z");
    assertThat(nothing.out(), containsString("held no events"));
    assertThat(folder.run("build", "--as-of", "yesterday").exitCode(), is(2));
    Invocation diff = folder.run("dataset", "diff", "--json");
    assertThat(diff.json().at("/added/new_event").asInt(), is(2));
  }

  @Test
  void ofAnotherDatasetItIsSaidThatThePolicyIsOfThisOne() throws IOException {
    folder.run("build", "--runner", "direct");
    for (String version : List.of("other@1", "other")) {
      Invocation shown = folder.run("dataset", "show", version);
      assertThat(shown.exitCode(), is(2));
      assertThat(shown.err(), containsString("the policy is for the dataset support"));
      assertThat(shown.err(), not(containsString("`prefmill")));
    }
    assertThat(folder.run("dataset", "show", "support@9").err(), containsString("dataset list"));
  }

  @Test
  void anotherKeyIsRefused() throws IOException {
    assertThat(folder.run("ingest", "--runner", "direct").exitCode(), is(0));
    String key = Files.readString(path.resolve("masking.key"));
    Files.writeString(path.resolve("masking.key"), "another masking key, long enough too");
    String more = PolicyFolder.thumb("e9", "u9", "Where is it?", "In the menu on the left.", "up");
    Files.writeString(path.resolve("events/b.jsonl"), more + "\n");
    for (String command : List.of("build", "ingest", "nightly")) {
      Invocation run = folder.run(command, "--runner", "direct");
      assertThat(run.exitCode(), is(2));
      assertThat(run.err(), containsString("key"));
    }
    assertThat(folder.run("doctor").out(), containsString("fail  event log: "));
    assertThat(folder.run("dataset", "list").out(), containsString("no version"));
    Files.writeString(path.resolve("masking.key"), key);
    assertThat(folder.run("build", "--runner", "direct").exitCode(), is(0));
  }
}

package prefmill.runners.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {
  @TempDir Path folder;

  @Test
  void aGoodPolicyIsValid() throws IOException {
    Invocation run =
        check(
            """
            dataset: support
            store: ./store
            masking: {key_env: PREFMILL_MASKING_KEY}
            sources:
              - {name: app, kind: jsonl, preset: native, path: "events/*.jsonl"}
            """);
    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(run.out(), containsString("is valid"));
  }

  @Test
  void fiveFaultsAreNamedAtOnce() throws IOException {
    Invocation run =
        check(
            """
            dataset: "No Spaces"
            stoer: ./store
            masking: {key_env: PREFMILL_MASKING_KEY, types: {emial: drop}}
            sources:
              - {name: app, kind: jsonl, preset: nativ, path: "events/*.jsonl"}
            votes: {min_votes: 0}
            """);
    assertThat(run.exitCode(), is(2));
    assertThat(
        run.err(),
        allOf(
            containsString("dataset"),
            containsString("stoer"),
            containsString("emial"),
            containsString("nativ"),
            containsString("min_votes")));
    assertThat(run.err(), not(containsString("\tat ")));
    assertThat(Files.exists(folder.resolve("store")), is(false));
  }

  @Test
  void topicsAreRefusedInOneSentence() throws IOException {
    Invocation run =
        check(
            """
            dataset: support
            store: ./store
            masking: {key_env: PREFMILL_MASKING_KEY}
            sources:
              - {name: bus, kind: kafka, preset: native, bootstrap: "host:9092", topic: feedback}
            """);
    assertThat(run.exitCode(), is(2));
    assertThat(run.err(), containsString("kafka"));
    assertThat(run.err(), run.err().strip().lines().count(), is(1L));
  }

  @Test
  void aMissingPolicyIsNamed() {
    Path file = folder.resolve("none.yaml");
    Invocation run = Invocation.of("check", "--json", "--config", file.toString());
    assertThat(run.exitCode(), is(2));
    assertThat(run.err(), containsString(file.toString()));
    assertThat(run.json().path("valid").asBoolean(true), is(false));
    assertThat(run.json().path("faults").size(), is(1));
  }

  private Invocation check(String policy) throws IOException {
    Path file = Files.writeString(folder.resolve("prefmill.yaml"), policy);
    return Invocation.of("check", "--config", file.toString());
  }
}

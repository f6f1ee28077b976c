package prefmill.runners.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {
  @TempDir Path path;
  private PolicyFolder folder;

  @BeforeEach
  void write() throws IOException {
    folder = PolicyFolder.of(path, List.of());
  }

  @Test
  void aGoodPolicyIsValid() {
    Invocation run = folder.run("check");
    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(run.out(), containsString("is valid"));
  }

  @Test
  void fiveFaultsAreNamedAtOnce() throws IOException {
    folder.policy(
        """
        dataset: "No Spaces"
        stoer: ./store
        masking: {key_file: masking.key, types: {emial: drop}}
        sources:
          - {name: app, kind: jsonl, preset: nativ, path: "events/*.jsonl"}
        votes: {min_votes: 0}
        """);
    Invocation run = folder.run("check");
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
    assertThat(Files.exists(folder.store()), is(false));
  }

  @Test
  void aTopicIsCheckedWithoutItsBrokersAndReachedByTheDoctor() throws IOException {
    folder.change(
        "kind: jsonl, preset: native, path: \"events/*.jsonl\"",
        "kind: kafka, preset: native, bootstrap: \"127.0.0.1:1\", topic: feedback, properties:"
            + " {default.api.timeout.ms: 2000, request.timeout.ms: 1000}");
    assertThat(folder.run("check").exitCode(), is(0));
    Invocation doctor = folder.run("doctor");
    assertThat(doctor.exitCode(), is(1));
    assertThat(
        doctor.out() + doctor.err(),
        containsString("the brokers at 127.0.0.1:1 cannot be reached"));
  }

  @Test
  void aMissingPolicyIsNamed() {
    Path file = path.resolve("none.yaml");
    Invocation run = Invocation.of("check", "--json", "--config", file.toString());
    assertThat(run.exitCode(), is(2));
    assertThat(run.err(), containsString(file.toString()));
    assertThat(run.json().path("valid").asBoolean(true), is(false));
    assertThat(run.json().path("faults").size(), is(1));
  }

  @Test
  void initWritesAPolicyButNeverOverOne() throws IOException {
    Path file = path.resolve("new.yaml");
    Invocation first = Invocation.of("init", "--preset", "openwebui", "--config", file.toString());
    assertThat(first.err(), first.exitCode(), is(0));
    assertThat(Files.readString(file), containsString("openwebui"));
    Files.writeString(file, "mine");
    Invocation second = Invocation.of("init", "--preset", "native", "--config", file.toString());
    assertThat(second.exitCode(), is(2));
    assertThat(Files.readString(file), is("mine"));
    Invocation unknown =
        Invocation.of("init", "--preset", "nativ", "--config", path.resolve("x").toString());
    assertThat(unknown.exitCode(), is(2));
    assertThat(unknown.err(), containsString("openwebui"));
  }
}

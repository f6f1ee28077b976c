package prefmill.runners.jobs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import prefmill.runners.nightly.CorrectionsFolder;

/** What must be true of a folder whatever was killed on the way to its one adapter. */
final class LeftBehind {
  private LeftBehind() {}

  /** One adapter, one job that succeeded, one folder of it, and nobody at work. */
  static void assertOneAdapter(CorrectionsFolder folder) throws Exception {
    JsonNode adapters = folder.command("registry", "list").json().path("adapters");
    assertThat(adapters.toString(), adapters.size(), is(1));
    JsonNode jobs = folder.command("jobs", "list").json().path("jobs");
    assertThat(jobs.toString(), jobs.size(), is(1));
    assertThat(jobs.path(0).path("status").asText(), is("succeeded"));
    JsonNode shown = folder.command("jobs", "show", jobs.path(0).path("id").asText()).json();
    assertThat(shown.path("adapter"), is(adapters.path(0).path("model_id")));
    for (JsonNode attempt : shown.path("runs")) {
      assertThat(shown.toString(), attempt.path("ended_at").isNull(), is(false));
    }
    Path made = Path.of(adapters.path(0).path("adapter_uri").asText());
    try (Stream<Path> files = Files.list(made.getParent())) {
      assertThat(files.filter(file -> !file.endsWith("attempts")).toList(), is(List.of(made)));
    }
    try (Stream<Path> files = Files.list(made.resolveSibling("attempts"))) {
      assertThat(files.toList(), is(List.of()));
    }
    assertNobodyWorks(folder);
  }

  /** No process is left that works in the folder, the embedded Postgres included. */
  static void assertNobodyWorks(CorrectionsFolder folder) throws Exception {
    String place = folder.path().toRealPath().toString();
    List<String> left =
        ProcessHandle.allProcesses()
            .filter(process -> process.pid() != ProcessHandle.current().pid())
            .map(process -> process.info().commandLine().orElse(""))
            .filter(command -> command.contains(place))
            .toList();
    assertThat(left, is(List.of()));
  }
}

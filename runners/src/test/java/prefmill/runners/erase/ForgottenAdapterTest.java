package prefmill.runners.erase;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.Invocation;
import prefmill.runners.nightly.CorrectionsFolder;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;

/** Adapters that learned from a person who is forgotten are tainted; the registry forgets, too. */
class ForgottenAdapterTest {
  @TempDir Path path;

  @Test
  void adapterIsTaintedAndTheRegistryForgets() throws Exception {
    CorrectionsFolder folder = CorrectionsFolder.of(path, 60);
    folder.policy(
        "min_new_rows: 1, hyperparameters: {epochs: 1, learning_rate: 5.0e-3, batch_size: 4}");
    done(folder.command("nightly", "--runner", "direct"));
    String event;
    try (OpenRegistry open = open(folder)) {
      event =
          strings(open, "select event_ids[1] from prefmill.dataset_rows order by 1 limit 1").get(0);
      open.registry()
          .jdbi()
          .useHandle(
              handle ->
                  handle.execute(
                      """
                      insert into prefmill.feedback_alerts (dataset, kind, dimension, value, day,
                        message, measured, expected, events, ups, downs, example_ids)
                      values ('test', 'below_target', 'all', '', '2026-01-01', 'm', 0, 1, 1, 0, 1,
                        array['other', ?])
                      """,
                      event));
    }
    String user = userOf(folder, event);

    JsonNode forgot = done(folder.command("forget", "--user", user, "--runner", "direct")).json();

    assertThat(forgot.at("/tainted").toString(), is("[\"test@0.1.0\"]"));
    assertThat(forgot.at("/withdrawn").toString(), is("[1]"));
    try (OpenRegistry open = open(folder)) {
      for (String table :
          List.of(
              "dataset_rows",
              "rlhf_feedback",
              "preference_pairs",
              "feedback_figures",
              "feedback_alerts",
              "audit_log",
              "evaluations")) {
        List<String> rows = strings(open, "select to_jsonb(t)::text from prefmill." + table + " t");
        assertThat(
            table,
            rows.stream().filter(row -> row.contains("\"" + event + "\"")).toList(),
            empty());
      }
      assertThat(
          strings(
              open,
              "select status || ' ' || erased from prefmill.training_datasets order by version"),
          is(List.of("withdrawn true", "ready false")));
      assertThat(strings(open, "select id::text from prefmill.audit_breaks"), empty());
      assertThat(
          strings(
              open, "select example_ids::text from prefmill.feedback_alerts where message = 'm'"),
          is(List.of("{other}")));
      assertThat(
          strings(open, "select count(*)::text from prefmill.rlhf_feedback"),
          not(is(List.of("0"))));
    }
    Invocation promoted = folder.say("registry", "promote", "test@0.1.0", "--actor", "ann");
    assertThat(promoted.err(), promoted.exitCode(), is(3));
    assertThat(promoted.err(), containsString("tainted"));

    JsonNode next = done(folder.command("nightly", "--runner", "direct")).json();
    assertThat(
        next.toString(), allOf(containsString("test@0.2.0"), not(containsString("test@0.1.0"))));
  }

  private static String userOf(CorrectionsFolder folder, String event) throws Exception {
    for (String line : Files.readAllLines(folder.path().resolve("events.jsonl"))) {
      JsonNode said = new ObjectMapper().readTree(line);
      if (said.at("/event_id").asText().equals(event)) {
        return said.at("/user_id").asText();
      }
    }
    throw new AssertionError("no event " + event);
  }

  private static OpenRegistry open(CorrectionsFolder folder) throws Exception {
    return OpenRegistry.of(Project.load(folder.policy()));
  }

  private static List<String> strings(OpenRegistry open, String sql) {
    return open.registry()
        .jdbi()
        .withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }

  private static Invocation done(Invocation run) {
    assertThat(run.err(), run.exitCode(), is(0));
    return run;
  }
}

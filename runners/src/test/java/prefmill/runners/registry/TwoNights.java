package prefmill.runners.registry;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import prefmill.runners.cli.Invocation;
import prefmill.runners.nightly.CorrectionsFolder;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;

/**
 * A project after two nights: support@1 led to support@0.1.0, support@2 to support@0.2.0; ann made
 * the first live, which the second was held against, bob the second, and ann went back.
 */
final class TwoNights {
  private static final String SECOND_LOOK =
      """
      insert into prefmill.evaluations (model_id, baseline_model_id, dataset_content_hash,
        adapter_sha256, adapter_content_hash, look, split, row_count, person_count, metrics,
        decision, code_version, rows_sha256, base_model_sha256, baseline_sha256, code_sha256, rules)
      select model_id, baseline_model_id, dataset_content_hash, adapter_sha256,
        adapter_content_hash, look + 1, split, row_count, person_count, metrics, 'passed',
        code_version, rows_sha256, base_model_sha256, baseline_sha256, code_sha256, rules
      from prefmill.evaluations where baseline_model_id is not null
      """;

  private static TwoNights done;

  private final CorrectionsFolder folder;
  private final String firstSummary;
  private final JsonNode secondReport;

  private TwoNights(CorrectionsFolder folder) throws Exception {
    this.folder = folder;
    folder.policy(
        "min_new_rows: 1, evaluation: {alpha: 0.4, min_persons: 6},"
            + " hyperparameters: {epochs: 2, learning_rate: 5.0e-3, batch_size: 4}");
    folder.write(100);
    firstSummary = done(folder.say("nightly", "--runner", "direct")).out();
    done(folder.command("registry", "promote", "support@0.1.0", "--actor", "ann"));
    folder.write(140);
    secondReport = done(folder.command("nightly", "--runner", "direct")).json();
    passAtSecondLook();
    done(folder.command("registry", "promote", "support@0.2.0", "--actor", "bob"));
    done(folder.command("registry", "rollback", "--actor", "ann"));
  }

  /**
   * Both adapters are right wherever one is; the record of a change is wanted here all the same.
   */
  private void passAtSecondLook() throws Exception {
    try (OpenRegistry open = open()) {
      open.registry().jdbi().useHandle(handle -> handle.execute(SECOND_LOOK));
    }
  }

  /** The project, made once for all tests. */
  static synchronized TwoNights get() throws Exception {
    if (done == null) {
      Path place = Files.createTempDirectory("two-nights");
      done = new TwoNights(CorrectionsFolder.of(place, 140).named("support"));
    }
    return done;
  }

  /** Runs a command on it. */
  Invocation run(String... words) {
    return folder.command(words);
  }

  /** The object that a command gives. */
  JsonNode json(String... words) {
    Invocation run = run(words);
    assertThat(run.err(), run.exitCode(), is(0));
    return run.json();
  }

  /** What the first night said for people. */
  String firstSummary() {
    return firstSummary;
  }

  /** What the second night said for programs. */
  JsonNode secondReport() {
    return secondReport;
  }

  /** Its registry, opened. */
  OpenRegistry open() throws Exception {
    return OpenRegistry.of(Project.load(folder.policy()));
  }

  /** An event that a test pair of support@2 rests on. */
  String heldOutEvent() throws Exception {
    try (OpenRegistry open = open()) {
      return open.registry()
          .jdbi()
          .withHandle(
              handle ->
                  handle
                      .createQuery(
                          """
                          select r.event_ids[1] from prefmill.dataset_rows r
                          join prefmill.training_datasets d on d.id = r.dataset_id
                          where d.version = 2 and r.config = 'preference' and r.split = 'test' limit 1
                          """)
                      .mapTo(String.class)
                      .one());
    }
  }

  /** Its folder of events, as they came in. */
  CorrectionsFolder folder() {
    return folder;
  }

  private static Invocation done(Invocation run) {
    assertThat(run.err(), run.exitCode(), is(0));
    return run;
  }
}

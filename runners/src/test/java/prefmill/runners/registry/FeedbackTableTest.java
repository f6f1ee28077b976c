package prefmill.runners.registry;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.Invocation;
import prefmill.runners.cli.PolicyFolder;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;

/** What a night's feedback looks like in {@code rlhf_feedback}, one row for each thing said. */
class FeedbackTableTest {
  private static final Path TESTDATA = Path.of("../testdata");
  private static final String SAID =
      """
      select concat_ws(' | ', id, query, coalesce(response, '-'), feedback_type, feedback_value,
        coalesce(organization, '-'), to_char(created_at at time zone 'UTC', 'MM-DD HH24:MI'),
        length(session_hash))
      from prefmill.rlhf_feedback order by id, feedback_type
      """;

  @TempDir private Path folder;

  @Test
  void thumbAndCorrectionOfOneEventAreTwoRows() throws Exception {
    List<String> rows = Files.readAllLines(TESTDATA.resolve("presets/halaai/rows.jsonl"));
    assertThat(
        night("halaai", rows.subList(0, 1)),
        contains(
            "h1 | Capital of France? | Lyon. | correction | Paris. | - | 11-16 10:00 | 32",
            "h1 | Capital of France? | Lyon. | thumb | down | - | 11-16 10:00 | 32"));
  }

  @Test
  void reviewsStandThereAlsoThoseThatNameAMessageAlone() throws Exception {
    List<String> events =
        new ArrayList<>(Files.readAllLines(TESTDATA.resolve("reviews/input/events.jsonl")));
    events.add(
        """
        {"event_id":"lee-names-a-message","curator":"lee","message_id":"m8","created_at":"2026-11-10T09:20:00Z",
         "organization":"acme","prompt":"Do you offer a student discount?","signal":{"kind":"review","decision":"approve"}}"""
            .replace("\n", ""));
    List<String> said = night("native", events);
    assertThat(
        said,
        hasItems(
            "ada-up | How do I change my password? | Open Settings, choose Security, and press Change password. | thumb | up | - | 11-10 08:01",
            "kim-edits | How long are deleted files kept? | Deleted files are gone at once. | review | edit | - | 11-10 09:04",
            "lee-names-a-message | Do you offer a student discount? | - | review | approve | acme | 11-10 09:20"));
    assertThat(said, not(hasItems("ben-chooses")));
  }

  @Test
  void tieBesideAVerdictIsCalledATie() throws Exception {
    assertThat(
        night(
            "native",
            List.of(
                """
                {"event_id":"t","user_id":"u","message_id":"m","created_at":"2026-11-10T09:20:00Z","prompt":"Is there a mobile app?","response":"Yes, for both systems.",\
                "signals":[{"kind":"thumb","value":"up"},{"kind":"choice","candidates":[{"response":"No."},{"response":"Not yet."}],"winner":"tie"}]}""")),
        contains(
            "t | Is there a mobile app? | - | choice | tie | - | 11-10 09:20",
            "t | Is there a mobile app? | Yes, for both systems. | thumb | up | - | 11-10 09:20"));
  }

  /** What the table has after a night on these rows, and after a second one that finds no more. */
  private List<String> night(String preset, List<String> rows) throws Exception {
    PolicyFolder project = PolicyFolder.of(folder, rows);
    project.change("preset: native", "preset: " + preset);
    Files.writeString(
        project.config(),
        "splits: {train: 1, validation: 0, test: 0}\n",
        StandardOpenOption.APPEND);
    for (int night = 0; night < 2; night++) {
      Invocation run = project.run("nightly", "--runner", "direct", "--json");
      assertThat(run.err(), run.exitCode(), is(0));
    }
    try (OpenRegistry open = OpenRegistry.of(Project.load(project.config()))) {
      return open.registry()
          .jdbi()
          .withHandle(handle -> handle.createQuery(SAID).mapTo(String.class).list());
    }
  }
}

package prefmill.runners.report;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.Invocation;
import prefmill.runners.cli.PolicyFolder;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;

/** From feedback to tables and alerts, by the command line alone. */
class ReportCommandTest {
  private static final String[] REPORT = {"report", "--runner", "direct"};

  @TempDir private Path path;
  private PolicyFolder folder;

  @BeforeEach
  void write() throws Exception {
    folder = PolicyFolder.of(path, List.of());
    new Week()
        .day(4, "search", 9, 1)
        .day(3, "search", 9, 1)
        .day(2, "search", 9, 1)
        .day(1, "search", 9, 1)
        .day(0, "search", 18, 2)
        .day(1, "book", 2, 8)
        .day(0, "book", 1, 4)
        .into(folder, "a.jsonl");
  }

  @Test
  void withoutARegistryItIsShownAndNothingIsSent() {
    assertThat(folder.run(REPORT).out(), containsString("No feedback from"));
    folder.run("ingest", "--runner", "direct");
    JsonNode report = folder.run("report", "--runner", "direct", "--json").json();
    assertThat(report.at("/all/ups").asInt(), is(57));
    assertThat(report.at("/all/downs").asInt(), is(18));
    assertThat(report.at("/all/approval").asDouble(), closeTo(0.76, 1e-12));
    assertThat(report.at("/all/approval_low").asDouble(), closeTo(0.652212, 1e-6));
    assertThat(report.at("/all/approval_high").asDouble(), closeTo(0.842451, 1e-6));
    assertThat(report.at("/by_action/book/downs").asInt(), is(12));
    assertThat(report.at("/by_day").size(), is(5));
    assertThat(report.path("recorded").asBoolean(), is(false));
    assertThat(report.at("/alerts/0/kind").asText(), is("new_action_fails"));
    Invocation text = folder.run("report", "--runner", "direct", "--by", "action", "--days", "2");
    assertThat(text.out(), containsString("book    20.0 %"));
    assertThat(text.out(), containsString("7.0 to 45.2 %"));
    assertThat(text.out(), not(containsString("number")));
    assertThat(Files.exists(path.resolve(".prefmill/postgres")), is(false));
  }

  @Test
  void anEmptyReportTellsOfWhichDaysTheLogIs() throws Exception {
    Files.delete(path.resolve("events/a.jsonl"));
    new Week().day(50, "search", 9, 1).day(40, "book", 1, 0).into(folder, "old.jsonl");
    String undated = PolicyFolder.thumb("e9", "u9", "Where is it?", "In the menu.", "up");
    Files.writeString(
        path.resolve("events/undated.jsonl"),
        undated.replaceFirst("\"created_at\":\"[^\"]*\",", "") + "\n");
    folder.run("ingest", "--runner", "direct");
    String empty = folder.run(REPORT).out();
    assertThat(
        empty,
        containsString(
            "It has 11 events from %s to %s: --days 51 counts them all."
                .formatted(Week.today().minusDays(50), Week.today().minusDays(40))));
    assertThat(empty, containsString(" 1 events have no created_at"));
    Invocation counted = folder.run("report", "--runner", "direct", "--days", "51", "--json");
    assertThat(counted.json().at("/all/events").asInt(), is(11));
  }

  @Test
  void alertsAreSentOnceAlsoWhenTheWebhookFailsFirst() throws Exception {
    try (Hook hook = Hook.start()) {
      folder.change(
          "sources:",
          "report: {sinks: [{kind: log}, {kind: file, path: out/alerts.jsonl}, {kind: webhook, url: \"%s\"}]}\nsources:"
              .formatted(hook.url()));
      hook.answersWith(503);
      Invocation first = nightly();
      assertThat(first.err(), first.exitCode(), is(0));
      assertThat(hook.asked.get(), is(3));
      assertThat(first.err(), containsString("alert: the new action book"));
      assertThat(first.err(), containsString("it answered status 503"));
      assertThat(first.json().at("/report/alerts_unsent").asInt(), is(1));
      assertThat(first.json().at("/report/alerts").size(), is(1));

      hook.answersWith(204);
      Invocation second = folder.run(REPORT);
      assertThat(second.err(), second.exitCode(), is(0));
      assertThat(second.out(), containsString("no new alert."));
      assertThat(second.err(), not(containsString("alert: ")));
      JsonNode alert = hook.taken.get(0);
      assertThat(alert.path("kind").asText(), is("new_action_fails"));
      assertThat(alert.path("value").asText(), is("book"));
      assertThat(alert.path("downs").asInt(), is(12));
      assertThat(alert.path("example_ids").size(), is(5));
      assertThat(alert.toString(), not(containsString("Done, it is")));

      folder.run(REPORT);
      nightly();
      assertThat(hook.taken, hasSize(1));
      List<String> lines = Files.readAllLines(path.resolve("out/alerts.jsonl"));
      assertThat(lines, hasSize(1));
      assertThat(new ObjectMapper().readTree(lines.get(0)), is(alert));
    }
  }

  @Test
  void theTablesHoldTheFiguresAndANightAddsToThem() throws Exception {
    Invocation night = folder.run("nightly", "--runner", "direct");
    assertThat(night.err(), night.exitCode(), is(0));
    assertThat(night.out(), containsString("76.0 % of 75 ups and downs; 1 new alert."));
    assertThat(
        figures("action", "book"),
        containsInAnyOrder(Week.today().minusDays(1) + " 2 8", Week.today() + " 1 4"));
    new Week().day(0, "book", 0, 30).into(folder, "b.jsonl");
    assertThat(nightly().json().at("/report/alerts").size(), is(6));
    assertThat(
        figures("action", "book"),
        containsInAnyOrder(Week.today().minusDays(1) + " 2 8", Week.today() + " 1 34"));
  }

  @Test
  void wrongUsageIsNamed() {
    assertThat(folder.run("report", "--days", "0").err(), containsString("--days 0"));
    assertThat(folder.run("report", "--by", "person").exitCode(), is(2));
    Invocation direct = folder.run("report", "--stream", "--runner", "direct");
    assertThat(direct.exitCode(), is(2));
    assertThat(direct.err(), containsString("--stream runs on Flink only"));
  }

  private Invocation nightly() {
    return folder.run("nightly", "--runner", "direct", "--json");
  }

  private List<String> figures(String dimension, String value) throws Exception {
    try (OpenRegistry open = OpenRegistry.of(Project.load(folder.config()))) {
      List<Map<String, Object>> rows =
          open.registry()
              .jdbi()
              .withHandle(
                  handle ->
                      handle
                          .createQuery(
                              """
                              select day, ups, downs from prefmill.feedback_figures
                              where dataset = 'support' and dimension = :d and value = :v
                              """)
                          .bind("d", dimension)
                          .bind("v", value)
                          .mapToMap()
                          .list());
      List<String> told = new ArrayList<>();
      rows.forEach(row -> told.add(row.get("day") + " " + row.get("ups") + " " + row.get("downs")));
      return told;
    }
  }
}

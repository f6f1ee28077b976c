package prefmill.runners.registry;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import prefmill.runners.project.OpenRegistry;
import prefmill.trainers.jobs.LockHolder;

/** Every statement of docs/registry.md answers its question, on a registry after two nights. */
class RegistryPageTest {
  private static final Path PAGE = Path.of("../docs/registry.md");
  private static final String INDENT = "    ";

  private static JsonNode live;
  private static JsonNode lineage;
  private static String event;
  private static OpenRegistry open;
  private static Jdbi sql;

  private final Map<String, Answer> answers = new LinkedHashMap<>();

  private interface Answer {
    void check(List<Map<String, Object>> rows);
  }

  @BeforeAll
  static void fillARegistry() throws Exception {
    live = TwoNights.get().json("registry", "resolve", "support");
    lineage = TwoNights.get().json("registry", "lineage", "support");
    event = lineage.at("/rows/0/event_ids/0").asText();
    open = TwoNights.get().open();
    sql = open.registry().jdbi();
  }

  @AfterAll
  static void close() throws Exception {
    open.close();
  }

  @TestFactory
  Stream<DynamicTest> everyStatementAnswersItsQuestion() throws Exception {
    expect();
    Map<String, String> statements = statements();
    assertThat(statements.keySet(), is(answers.keySet()));
    return statements.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () -> answers.get(entry.getKey()).check(ask(entry.getValue()))));
  }

  private void expect() {
    answers.put("What is live, since when", this::isTheFirstAgain);
    answers.put(
        "An adapter that is tainted",
        rows -> {
          assertThat(column(rows, "model_id"), contains("support@0.1.0"));
          assertThat(column(rows, "status"), contains("deployed"));
          assertThat(column(rows, "action"), contains("rollback"));
        });
    answers.put(
        "On what numbers does",
        rows -> {
          assertThat(column(rows, "decision"), contains("passed"));
          assertThat(column(rows, "baseline"), contains(nullValue()));
          assertThat(rows.get(0).get("metrics").toString(), containsString("accuracy"));
        });
    answers.put(
        "On which version was",
        rows -> {
          assertThat(column(rows, "version"), contains(1));
          assertThat(column(rows, "content_hash"), contains(hashOf(lineage)));
          assertThat(column(rows, "trainer"), contains("djl"));
          assertThat(column(rows, "status"), contains("ready"));
          assertThat(column(rows, "created_by"), contains(System.getProperty("user.name")));
        });
    answers.put("On which rows, and on", this::areTheRowsOfTheLedger);
    answers.put(
        "And their text?",
        rows -> {
          assertThat(new TreeSet<>(column(rows, "id")), is(new TreeSet<>(rowIds())));
          rows.forEach(row -> assertThat(row.get("created_at"), is(notNullValue())));
        });
    answers.put(
        "What came of an event",
        rows -> {
          assertThat(
              column(rows, "model_id"),
              contains("support@0.1.0", "support@0.2.0", "support@0.1.0"));
          assertThat(rows.get(2).get("until"), is(nullValue()));
        });
    answers.put(
        "What was live when?",
        rows -> {
          assertThat(column(rows, "actor"), contains("ann", "bob", "ann"));
          assertThat(rows.get(0).get("until"), is(rows.get(1).get("since")));
        });
    answers.put(
        "What was live at",
        rows -> assertThat(column(rows, "model_id"), contains("support@0.1.0")));
    answers.put(
        "What was decided about", rows -> assertThat(column(rows, "decision"), contains("passed")));
    answers.put(
        "Which adapters were trained",
        rows -> {
          assertThat(column(rows, "model_id"), contains("support@0.1.0"));
          assertThat(column(rows, "status"), contains("deployed"));
        });
    answers.put(
        "What happened to the job",
        rows ->
            assertThat(
                column(rows, "to_status"),
                contains("pending", "validating", "queued", "running", "succeeded")));
    answers.put(
        "Who ran it, where",
        rows -> {
          assertThat(column(rows, "holder"), contains(LockHolder.ofThisProcess().process()));
          assertThat(column(rows, "provider"), contains("local"));
          assertThat(rows.get(0).get("ended_at"), is(notNullValue()));
        });
    answers.put(
        "How did its loss go?",
        rows -> assertThat(column(rows, "loss").size(), is(greaterThan(5))));
    answers.put("Which trainings failed", rows -> assertThat(rows, is(empty())));
    answers.put(
        "Who changed what lately?",
        rows -> {
          assertThat(column(rows, "action"), hasItem("alias_events.insert"));
          assertThat(column(rows, "action"), hasItem("evaluations.insert"));
          assertThat(column(rows, "actor"), hasItem("bob"));
        });
    answers.put("Has anybody altered", rows -> assertThat(rows, is(empty())));
  }

  private void isTheFirstAgain(List<Map<String, Object>> rows) {
    assertThat(column(rows, "model_id"), contains("support@0.1.0"));
    assertThat(column(rows, "actor"), contains("ann"));
    assertThat(column(rows, "adapter_sha256"), contains(live.path("adapter_sha256").asText()));
    assertThat(
        column(rows, "base_model_sha256"), contains(live.path("base_model_sha256").asText()));
    assertThat(rows.get(0).get("evidence"), is(notNullValue()));
    assertThat(rows.get(0), is(aMapWithSize(9)));
  }

  private void areTheRowsOfTheLedger(List<Map<String, Object>> rows) {
    assertThat(column(rows, "row_id"), containsInAnyOrder(rowIds().toArray()));
  }

  private static List<String> rowIds() {
    List<String> ids = new ArrayList<>();
    lineage.path("rows").forEach(row -> ids.add(row.path("row_id").asText()));
    return ids;
  }

  private static String hashOf(JsonNode found) {
    return found.at("/adapter/dataset_content_hash").asText();
  }

  private static List<Object> column(List<Map<String, Object>> rows, String name) {
    return rows.stream().map(row -> row.get(name)).toList();
  }

  private static List<Map<String, Object>> ask(String statement) {
    return sql.withHandle(
        handle ->
            handle.createQuery(statement.replace("'e17'", "'" + event + "'")).mapToMap().list());
  }

  /** The statements by the first words of the paragraph before. */
  private Map<String, String> statements() throws Exception {
    Map<String, String> found = new LinkedHashMap<>();
    String question = "";
    StringBuilder statement = new StringBuilder();
    boolean afterBlank = true;
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith(INDENT + "select ") || !statement.isEmpty()) {
        statement.append(line.strip()).append(' ');
      } else if (!line.isBlank()) {
        question = afterBlank ? line : question;
      }
      afterBlank = line.isBlank();
      if (line.endsWith(";") && !statement.isEmpty()) {
        String full = question;
        String known = answers.keySet().stream().filter(full::startsWith).findFirst().orElse(full);
        found.put(known, statement.toString().strip().replaceAll(";$", ""));
        statement.setLength(0);
      }
    }
    return found;
  }
}

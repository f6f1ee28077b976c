package prefmill.runners.nightly;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.Invocation;

/** What a nightly run asks for before it trains: each refusal says how much is missing. */
class GatesTest {
  private static final String SHORT = ", hyperparameters: {epochs: 1}";

  @TempDir private Path temporary;

  @Test
  void everyGateThatRefusesIsTold() throws Exception {
    CorrectionsFolder folder = CorrectionsFolder.of(temporary, 60);
    folder.policy("min_new_rows: 1000, min_category_rows: {billing: 20, refunds: 5}" + SHORT);
    Invocation refused = nightly(folder);
    assertThat(refused.err(), refused.exitCode(), is(3));
    assertThat(refused.err(), containsString("training.min_new_rows asks for (1000)"));
    assertThat(
        refused.err(),
        containsString(
            "0 preference rows of the category billing to train on, 20 fewer than training.min_category_rows asks for (20)"));
    assertThat(refused.err(), containsString("category refunds to train on, 5 fewer"));
    assertThat(refused.json().at("/build/version").asInt(), is(1));
    assertThat(refused.json().path("exit_code").asInt(), is(3));
    assertThat(refused.json().path("error").asText(), containsString("min_new_rows"));
    Invocation again = folder.say("nightly", "--runner", "direct");
    assertThat(again.exitCode(), is(3));
    assertThat(again.out(), containsString("Not trained, a gate refused."));

    folder.policy("min_new_rows: 5, budget: {cost_per_hour: 3600}" + SHORT);
    Invocation trained = nightly(folder);
    assertThat(trained.err(), trained.exitCode(), is(0));

    CorrectionsFolder.of(temporary, 90);
    folder.policy(
        "min_new_rows: 5, cadence: monthly, budget: {cost_per_hour: 3600, per_month: 0.01}"
            + SHORT);
    Invocation later = nightly(folder);
    assertThat(later.err(), later.exitCode(), is(3));
    assertThat(
        later.err(), containsString("training.cadence is monthly: the next training is due"));
    assertThat(later.err(), containsString("in 30 days."));
    assertThat(
        later.err(),
        containsString(
            "which leaves nothing of what training.budget.per_month allows (0.01): wait for the next month, or raise it."));

    folder.policy("min_new_rows: 5, budget: {cost_per_hour: 3600, per_month: 10000}" + SHORT);
    assertThat(nightly(folder).exitCode(), is(0));
  }

  @Test
  void onlyRowsSinceTheLastTrainingAreNewAlsoWhenItsVersionIsGone() throws Exception {
    CorrectionsFolder folder = CorrectionsFolder.of(temporary, 60);
    folder.policy("min_new_rows: 5, name: support" + SHORT);
    Invocation trained = nightly(folder);
    assertThat(trained.err(), trained.exitCode(), is(0));
    String model = trained.json().path("adapter").path("model_id").asText();

    folder.write(63);
    Invocation refused = nightly(folder);
    assertThat(refused.err(), refused.exitCode(), is(3));
    long fresh = rows(folder, 2) - rows(folder, 1);
    assertThat(fresh, is(allOf(greaterThan(0L), lessThan(5L))));
    String sentence =
        "%d new preference rows for training since %s, %d fewer than training.min_new_rows asks for (5)"
            .formatted(fresh, model, 5 - fresh);
    assertThat(refused.err(), containsString(sentence));

    Path first;
    try (Stream<Path> versions = Files.list(folder.store().resolve("test/versions"))) {
      first = versions.sorted().findFirst().orElseThrow();
    }
    ObjectMapper json = new ObjectMapper();
    ObjectNode withdrawn = (ObjectNode) json.readTree(first.toFile());
    withdrawn.put("tombstone", true).put("successor", 2);
    json.writeValue(first.toFile(), withdrawn);
    assertThat(folder.command("dataset", "show", "test@1").exitCode(), is(not(0)));
    Invocation counted = nightly(folder);
    assertThat(counted.err(), counted.exitCode(), is(3));
    assertThat(counted.err(), containsString(sentence));
  }

  @Test
  void categoryWithTooFewRowsIsToldWithWhatItHas() throws Exception {
    CorrectionsFolder folder = CorrectionsFolder.of(temporary, 60);
    folder.policy("min_new_rows: 5, min_category_rows: {questions: 1000}" + SHORT);
    Files.writeString(
        folder.policy(),
        "categories: [{category: questions, prompt: '^(how|what|why|can|where)'}]\n",
        StandardOpenOption.APPEND);
    Invocation refused = nightly(folder);
    assertThat(refused.err(), refused.exitCode(), is(3));
    Matcher told =
        Pattern.compile(
                "(\\d+) preference rows of the category questions to train on, (\\d+) fewer")
            .matcher(refused.err());
    assertThat(refused.err(), told.find(), is(true));
    long there = Long.parseLong(told.group(1));
    assertThat(there, is(allOf(greaterThan(0L), lessThan(rows(folder, 1)))));
    assertThat(there + Long.parseLong(told.group(2)), is(1000L));
  }

  @Test
  void monthMustHoldWhatTheTrainingIsExpectedToCost() throws Exception {
    CorrectionsFolder folder = CorrectionsFolder.of(temporary, 60);
    folder.policy("min_new_rows: 1, budget: {cost_per_hour: 3600}" + SHORT);
    assertThat(nightly(folder).exitCode(), is(0));
    double spent =
        folder.command("jobs", "list").json().path("jobs").path(0).path("actual_cost").asDouble();
    folder.write(80);
    folder.policy(
        "min_new_rows: 1, budget: {cost_per_hour: 3600, per_month: %.3f}".formatted(spent + 0.01)
            + SHORT);
    Invocation refused = nightly(folder);
    assertThat(refused.err(), refused.exitCode(), is(3));
    Matcher told =
        Pattern.compile(
                "Training has cost ([0-9.]+) this month and this one is expected to cost ([0-9.]+), ([0-9.]+) more than training.budget.per_month allows \\(([0-9.]+)\\)")
            .matcher(refused.err());
    assertThat(refused.err(), told.find(), is(true));
    double missing =
        Double.parseDouble(told.group(1))
            + Double.parseDouble(told.group(2))
            - Double.parseDouble(told.group(4));
    assertThat(Double.parseDouble(told.group(3)), is(closeTo(missing, 0.02)));
  }

  private static long rows(CorrectionsFolder folder, int version) {
    return folder
        .command("dataset", "show", "test@" + version)
        .json()
        .at("/rows/preference/train")
        .asLong();
  }

  private static Invocation nightly(CorrectionsFolder folder) {
    return folder.command("nightly", "--runner", "direct");
  }
}

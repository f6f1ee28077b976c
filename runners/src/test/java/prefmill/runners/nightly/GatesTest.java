package prefmill.runners.nightly;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
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

  private static Invocation nightly(CorrectionsFolder folder) {
    return folder.command("nightly", "--runner", "direct");
  }
}

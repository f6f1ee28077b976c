package prefmill.runners.registry;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.stringContainsInOrder;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import prefmill.runners.cli.Invocation;

/** Lineage both ways after two nights, two promotions and a rollback. */
class LineageTest {
  private TwoNights nights;

  @BeforeEach
  void prepare() throws Exception {
    nights = TwoNights.get();
  }

  @Test
  void fromAnAliasToTheEventsAndFromEachOfThemBackAgain() throws Exception {
    JsonNode up = nights.json("registry", "lineage", "support");
    assertThat(models(up.path("live_periods")).get(2), is("support@0.1.0"));
    assertThat(up.at("/adapter/dataset_version").asInt(), is(1));
    assertThat(up.path("rows").size(), is(greaterThan(30)));
    JsonNode row = up.at("/rows/7");
    String event = row.at("/event_ids/0").asText();

    JsonNode down = nights.json("registry", "lineage", event);
    JsonNode first = down.at("/versions/0");
    assertThat(first.path("rows").findValuesAsText("row_id"), hasItem(row.path("row_id").asText()));
    assertThat(first.at("/adapters/0/model_id").asText(), is("support@0.1.0"));
    assertThat(first.at("/adapters/0/role").asText(), is("learned"));
    assertThat(down.at("/versions/1/adapters/0/model_id").asText(), is("support@0.2.0"));
  }

  @Test
  void tellsSinceWhenAndUntilWhenEachWasLive() {
    JsonNode periods = nights.json("registry", "lineage", "support").path("live_periods");
    assertThat(models(periods), contains("support@0.1.0", "support@0.2.0", "support@0.1.0"));
    for (int i = 0; i < 2; i++) {
      assertThat(periods.path(i).path("until"), is(periods.path(i + 1).path("since")));
    }
    assertThat(periods.at("/2/until").isNull(), is(true));
    assertThat(periods.at("/2/action").asText(), is("rollback"));
    assertThat(periods.at("/2/evidence"), is(periods.at("/0/evidence")));
  }

  @Test
  void tellsHeldOutEventsFromThoseThatWereLearned() throws Exception {
    String heldOut = nights.heldOutEvent();
    JsonNode down = nights.json("registry", "lineage", heldOut);
    assertThat(down.at("/versions/1/adapters/0/role").asText(), is("held_out"));
    assertThat(
        nights.folder().say("registry", "lineage", heldOut).out(),
        containsString("support@0.2.0 (dpo with djl, deprecated) did not learn from it"));
  }

  @Test
  void saysWhatItIsGivenWhenThatIsNothing() {
    Invocation unknown = nights.run("registry", "lineage", "nothing");
    assertThat(unknown.exitCode(), is(2));
    assertThat(unknown.err(), containsString("\"nothing\" is no alias, no adapter and no event"));
    assertThat(nights.run("registry", "lineage", "--event", "support").exitCode(), is(2));
    assertThat(
        nights.folder().say("registry", "lineage").out(),
        containsString("support@0.2.0 live as support since "));
  }

  @Test
  void aNightsSummaryTellsTheDecisionAndWhatIsLive() {
    assertThat(
        nights.firstSummary(),
        stringContainsInOrder(
            "Trained support@0.1.0 (dpo)",
            "Registered as support@0.1.0, status testing",
            "Evaluation: passed against base model",
            "Live under support: nothing",
            "`prefmill registry promote support@0.1.0` makes it live."));
    JsonNode second = nights.secondReport();
    assertThat(second.at("/evaluation/decision").asText(), is("refused"));
    assertThat(second.at("/evaluation/metrics/baseline").asText(), is("support@0.1.0"));
    assertThat(second.at("/live/model_id").asText(), is("support@0.1.0"));
  }

  private static List<String> models(JsonNode periods) {
    return StreamSupport.stream(periods.spliterator(), false)
        .map(period -> period.path("model_id").asText())
        .toList();
  }
}

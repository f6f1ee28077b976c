package prefmill.runners.erase;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.runners.cli.OwnJvm;

/** A forget that is killed anywhere is finished by the next run, whichever that is. */
class KilledForgetTest {
  @TempDir Path path;
  @TempDir Path without;

  @ParameterizedTest
  @ValueSource(strings = {"after-entry-rewritten", "after-withdrawal"})
  void nextBuildFinishesIt(String failpoint) throws Exception {
    killedThenFinishedBy(failpoint, "build");
  }

  @Tag("soak")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "after-erasure",
        "after-sweep-noted",
        "after-segments-rewritten",
        "after-entry-rewritten",
        "before-manifest",
        "before-commit",
        "after-commit",
        "after-withdrawal",
        "before-settled"
      })
  void nextForgetOrBuildFinishesIt(String failpoint) throws Exception {
    killedThenFinishedBy(failpoint, "forget");
  }

  private void killedThenFinishedBy(String failpoint, String command) throws Exception {
    Shop shop = Shop.in(path);
    shop.arrives("1.jsonl", Shop.others(1));
    shop.arrives("2.jsonl", Shop.forgotten(1));
    shop.build();
    shop.arrives("3.jsonl", Shop.others(40));
    shop.build();

    String config = shop.folder().config().toString();
    OwnJvm.killedAt(
        failpoint, "forget", "--user", Shop.WHO, "--runner", "direct", "--config", config);
    JsonNode finished =
        command.equals("build") ? shop.build().json() : shop.forget().json().at("/build");

    Shop never = Shop.in(without);
    never.arrives("1.jsonl", Shop.others(1));
    never.arrives("3.jsonl", Shop.others(40));
    JsonNode expected = never.build().json();
    assertThat(finished.at("/content_hash"), is(expected.at("/content_hash")));
    assertThat(finished.at("/counts"), is(expected.at("/counts")));
    assertThat(finished.at("/version").asInt(), is(3));
    ForgetTest.nothingIsLeft(shop);
    shop.run("dataset", "verify");
  }
}

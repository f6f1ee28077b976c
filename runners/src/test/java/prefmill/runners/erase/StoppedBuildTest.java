package prefmill.runners.erase;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.runners.cli.StoppedCommand;

/** A build that was stopped while somebody was forgotten brings nobody back. */
@Tag("soak")
class StoppedBuildTest {
  @TempDir private Path path;
  @TempDir private Path without;

  @ParameterizedTest
  @ValueSource(strings = {"before-manifest", "before-commit"})
  void whatItBuiltFromThePersonIsNotPublished(String failpoint) throws Exception {
    Shop shop = Shop.in(path);
    shop.arrives("1.jsonl", Shop.others(1));
    shop.build();
    shop.arrives("2.jsonl", Shop.forgotten(1));
    String config = shop.folder().config().toString();
    String[] build = {"build", "--json", "--runner", "direct", "--config", config};
    try (StoppedCommand stopped = StoppedCommand.at(failpoint, path, build)) {
      shop.forget();
      stopped.goesOn().endsWith(2, "Somebody was forgotten while the version was built");
    }

    ForgetTest.nothingIsLeft(shop);
    Shop never = Shop.in(without);
    never.arrives("1.jsonl", Shop.others(1));
    JsonNode expected = never.build().json();
    JsonNode next = shop.build().json();
    assertThat(next.at("/content_hash"), is(expected.at("/content_hash")));
    assertThat(next.at("/status").asText(), is("unchanged"));
  }
}

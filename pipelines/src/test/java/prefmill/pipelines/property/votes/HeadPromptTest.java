package prefmill.pipelines.property.votes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prefmill.datasets.manifest.Manifest;
import prefmill.pipelines.property.Rows;
import prefmill.pipelines.property.events.NativeEvents;
import prefmill.pipelines.property.events.OwnProcess;
import prefmill.pipelines.property.events.Said;
import prefmill.pipelines.scenario.Workshop;

/** A prompt that everybody asks is built in bounded memory. */
class HeadPromptTest {
  private static final int EACH = 10_000;
  private static final String SPLIT =
      "splits: {train: 0.4, validation: 0.3, test: 0.3}\ncaps: off\n";

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Tag("soak")
  void tenThousandEitherWayInHalfAGigabyte(boolean split, @TempDir Path temp)
      throws IOException, InterruptedException {
    Said said = new Said();
    for (int i = 0; i < 2 * EACH; i++) {
      String answer = NativeEvents.words(i, 25);
      said.thumb("h" + i, "h" + i, "Whatever?", answer, i < EACH ? "up" : "down");
    }
    Workshop.in(temp).events("a.jsonl", said.lines());
    String settings = split ? SPLIT : Workshop.ALL_TRAIN;
    var version = OwnProcess.build(temp, settings, "flink", 2, "512m");
    assertThat(Rows.of(version).pairsOf("Whatever?").size(), is(4));
    Manifest manifest = version.manifest();
    Map<String, Long> rejected = manifest.counts().rejectedByRule();
    assertThat(manifest.counts().in(), is(2L * EACH));
    if (!split) {
      assertThat(rejected, is(Map.of("pair.overflow", EACH - 4L)));
    }
  }
}

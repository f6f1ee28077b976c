package prefmill.pipelines.property.bytes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import prefmill.datasets.manifest.Manifest;
import prefmill.datasets.store.PublishedVersion;
import prefmill.pipelines.property.events.Baseline;
import prefmill.pipelines.property.events.Shuffled;
import prefmill.pipelines.scenario.PublishedFiles;

/** Order, number of files, parallelism and runner change no byte of what is published. */
class DisorderTest {
  private static final int EVENTS = 2_000;

  private static Map<String, String> reference;
  private static String contentHash;

  @BeforeAll
  static void buildInOrder(@TempDir Path temp) throws IOException {
    PublishedVersion version = Shuffled.build(temp, EVENTS, "flink", 1, 1);
    reference = PublishedFiles.sameBytes(version.folder());
    contentHash = version.manifest().contentHash();
    assertThat(version.manifest().counts().used(), greaterThan(EVENTS / 4L));
  }

  @ParameterizedTest
  @CsvSource({"flink, 7, 2", "flink, 64, 8", "direct, 7, 2"})
  void changesNoByte(String runner, int files, int parallelism, @TempDir Path temp)
      throws IOException {
    PublishedVersion version = Shuffled.build(temp, EVENTS, runner, files, parallelism);
    assertThat(version.manifest().contentHash(), equalTo(contentHash));
    assertThat(PublishedFiles.sameBytes(version.folder()), equalTo(reference));
  }

  @ParameterizedTest
  @CsvSource({"direct, 1, 1", "direct, 64, 8"})
  @Tag("soak")
  void changesNoByteOnTheDirectRunner(String runner, int files, int parallelism, @TempDir Path temp)
      throws IOException {
    changesNoByte(runner, files, parallelism, temp);
  }

  @Test
  void isTheSameOnBothRunnersInOneOrder() throws IOException {
    Manifest direct = Baseline.on("direct").manifest();
    Manifest flink = Baseline.on("flink").manifest();
    assertThat(flink.contentHash(), equalTo(direct.contentHash()));
    assertThat(
        PublishedFiles.sameBytes(Baseline.on("flink").folder()),
        equalTo(PublishedFiles.sameBytes(Baseline.on("direct").folder())));
  }
}

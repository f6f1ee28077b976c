package prefmill.runners.quickstart.streaming;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.datasets.manifest.Manifest;
import prefmill.runners.cli.Progress;
import prefmill.runners.profile.RunnerProfile;
import prefmill.runners.profile.RunnerProfile.Runner;
import prefmill.runners.quickstart.FeedbackGenerator;
import prefmill.runners.quickstart.tables.FeedbackTables;

class StreamingQuickstartTest {
  @Test
  void whatIsStreamedIsWhatTheFilesHoldAndASecondRunChangesNothing(@TempDir Path folder)
      throws Exception {
    FeedbackTables tables = FeedbackGenerator.of(1).generate();
    StreamingResult first = run(folder, tables);
    Manifest streamed = first.streamed().version().manifest();
    assertThat(first.same(), is(true));
    assertThat(first.landed(), greaterThanOrEqualTo((long) tables.size()));
    assertThat(streamed.counts().used(), greaterThan(1_000L));
    assertThat(streamed.ledgerHash(), is(first.fromFiles().version().manifest().ledgerHash()));
    assertThat(streamed.sources().get(0).kind(), is("kafka"));

    long distinct = streamed.counts().in() - streamed.counts().dead();
    assertThat(first.figures().total().events(), is(distinct));

    StreamingResult second = run(folder, tables);
    assertThat(second.streamed().changed(), is(false));
    assertThat(second.same(), is(true));
    assertThat(second.figures().agreesWith(first.figures()), is(true));
  }

  private static StreamingResult run(Path folder, FeedbackTables tables) throws Exception {
    try (Progress progress = Progress.of(new PrintWriter(new StringWriter()), false)) {
      return StreamingQuickstart.of(folder, tables, RunnerProfile.of(Runner.FLINK), progress).run();
    }
  }
}

package prefmill.runners.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prefmill.runners.cli.Invocation;
import prefmill.runners.cli.PolicyFolder;

class StreamOptionsTest {
  @TempDir Path path;
  private PolicyFolder folder;

  @BeforeEach
  void write() throws IOException {
    folder = PolicyFolder.of(path, List.of());
  }

  @Test
  void aStreamWithoutCheckpointsIsRefused() {
    assertRefused("without checkpoints", "--checkpoint-interval", "0");
    assertRefused("runs on Flink only", "--runner", "direct");
  }

  @Test
  void aPolicyWithoutATopicHasNothingToStream() {
    assertRefused("o source of the policy is a topic");
  }

  private void assertRefused(String why, String... options) {
    String[] all = new String[options.length + 2];
    all[0] = "ingest";
    all[1] = "--stream";
    System.arraycopy(options, 0, all, 2, options.length);
    Invocation run = folder.run(all);
    assertThat(run.err(), run.exitCode(), is(2));
    assertThat(run.err(), containsString(why));
    assertThat(Files.exists(folder.store()), is(false));
  }
}

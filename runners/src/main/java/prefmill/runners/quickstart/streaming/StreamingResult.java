package prefmill.runners.quickstart.streaming;

import java.nio.file.Path;
import prefmill.pipelines.run.build.BuildResult;
import prefmill.runners.report.FeedbackFigures;

/**
 * How a streaming quickstart ended.
 *
 * @param folder where everything lies
 * @param policy the stream's policy
 * @param landed events that the stream landed, redeliveries included
 * @param figures the live figures when all had landed, which are those of a batch over the log
 * @param streamed the build of what the stream landed
 * @param fromFiles the build of the same feedback from files
 */
public record StreamingResult(
    Path folder,
    Path policy,
    long landed,
    FeedbackFigures figures,
    BuildResult streamed,
    BuildResult fromFiles) {
  /** Whether both gave the same rows. */
  public boolean same() {
    return streamed.version() != null
        && fromFiles.version() != null
        && streamed
            .version()
            .manifest()
            .contentHash()
            .equals(fromFiles.version().manifest().contentHash());
  }
}

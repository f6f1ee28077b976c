package prefmill.runners.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import prefmill.runners.cli.Progress;
import prefmill.trainers.jobs.LeasedJob;
import prefmill.trainers.training.StepReport;

/** Shows a training's steps and records them with the job, a batch at a time. */
final class RecordedProgress implements prefmill.trainers.training.Progress {
  private static final int BATCH = 20;

  private final LeasedJob job;
  private final Progress shown;
  private final long began = System.nanoTime();
  private final List<prefmill.trainers.jobs.Progress> waiting = new ArrayList<>();

  private RecordedProgress(LeasedJob job, Progress shown) {
    this.job = job;
    this.shown = shown;
  }

  static RecordedProgress of(LeasedJob job, Progress shown) {
    return new RecordedProgress(job, shown);
  }

  @Override
  public void step(StepReport report) {
    shown.update(
        String.format(
            Locale.ROOT, "step %d of %d, loss %.4f", report.step(), report.of(), report.loss()));
    double seconds = Math.max(1e-3, (System.nanoTime() - began) / 1e9);
    waiting.add(
        new prefmill.trainers.jobs.Progress(
            report.step(),
            report.of(),
            report.epoch(),
            report.loss(),
            OptionalDouble.empty(),
            report.learningRate(),
            report.tokens(),
            report.tokens() / seconds,
            seconds / report.step() * (report.of() - report.step())));
    if (waiting.size() == BATCH || report.step() == report.of()) {
      job.progress(waiting);
      waiting.clear();
    }
  }
}

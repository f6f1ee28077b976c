package prefmill.runners.command.report;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import prefmill.pipelines.report.LoggedDays;
import prefmill.pipelines.run.Execution;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.cli.Progress;
import prefmill.runners.cli.RunnerOptions;
import prefmill.runners.cli.StopSignal;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.profile.RunnerProfile;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;
import prefmill.runners.report.FeedbackFigures;
import prefmill.runners.report.FeedbackReport;
import prefmill.runners.report.FiguresView;

/** How the feedback in the event log goes: approval by day and label, and alerts. */
@Command(
    name = "report",
    description =
        "Shows approval by day, subject, action, model, adapter or organisation, and raises alerts;"
            + " with --stream goes on while feedback lands.")
public final class ReportCommand implements Callable<Integer> {
  private static final int MOST_DAYS = 36_500;
  private static final int CHECKPOINT_SECONDS = 60;

  @Mixin private CommonOptions common;
  @Mixin private RunnerOptions runner;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "" + FeedbackReport.DAYS,
      description = "How many days are counted, today (UTC) included (default: 30).")
  private int days;

  @Option(
      names = "--by",
      paramLabel = "L",
      defaultValue = "day",
      description =
          "What the table's lines are: day, subject, action, model, adapter or organization"
              + " (default: day).")
  private FiguresView.By by;

  @Option(
      names = "--stream",
      description =
          "Follows the event log until SIGTERM or Ctrl-C: figures and alerts are up to date some"
              + " seconds after feedback landed.")
  private boolean stream;

  @Override
  public Integer call() throws Exception {
    if (days < 1 || days > MOST_DAYS) {
      throw CommandFailure.usage(
          "--days %d: name a whole number from 1 to %d.".formatted(days, MOST_DAYS));
    }
    Project project = Project.load(common.config());
    FeedbackFigures figures = stream ? follow(project) : once(project);
    String text =
        figures.days().isEmpty()
            ? FiguresView.none(figures, LoggedDays.of(project.log()))
            : FiguresView.text(figures, by);
    common.output().result(FiguresView.json(figures), text);
    return ExitCode.DONE.code();
  }

  private FeedbackFigures once(Project project) throws Exception {
    try (Progress progress = common.output().progress()) {
      progress.stage("counting the feedback of the event log");
      FeedbackReport report = FeedbackReport.of(project, days, progress::note);
      Execution execution = runner.profile().execution();
      if (OpenRegistry.exists(project)) {
        try (OpenRegistry open = OpenRegistry.of(project)) {
          return report.once(execution, Optional.of(open.registry()));
        }
      }
      return report.once(execution, Optional.empty());
    }
  }

  /** At the end once more in batch, so that nothing that landed is left out. */
  private FeedbackFigures follow(Project project) throws Exception {
    RunnerProfile profile = runner.profile();
    // asked before anything is opened
    Execution unused = profile.streaming(CHECKPOINT_SECONDS);
    CountDownLatch stop = StopSignal.listen();
    try (Progress progress = common.output().progress();
        OpenRegistry open = OpenRegistry.of(project)) {
      progress.stage("counting what lands until it is stopped");
      FeedbackReport report = FeedbackReport.of(project, days, progress::note);
      report.follow(profile, CHECKPOINT_SECONDS, open.registry(), stop);
      return report.once(profile.execution(), Optional.of(open.registry()));
    }
  }
}

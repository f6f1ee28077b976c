package prefmill.runners.command.jobs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import prefmill.runners.cli.ClusterOption;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.cli.Table;
import prefmill.runners.cluster.ClusterJobs;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;
import prefmill.trainers.jobs.Jobs;
import prefmill.trainers.jobs.history.JobHistory;
import prefmill.trainers.registry.Registry;

/** Lists training jobs, those that run with how far they are. */
@Command(name = "list", description = "Lists all training jobs, the newest first.")
public final class ListJobs implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private ClusterOption cluster;

  @Override
  public Integer call() throws Exception {
    Optional<ClusterJobs> ofCluster = cluster.jobs();
    if (ofCluster.isPresent()) {
      ofCluster.get().list(common.output());
      return ExitCode.DONE.code();
    }
    List<JobView> jobs =
        OpenRegistry.ask(Project.load(common.config()), ListJobs::views).orElse(List.of());
    Table table = JobView.table();
    jobs.forEach(job -> job.line(table));
    common
        .output()
        .result(
            Map.of("jobs", jobs.stream().map(JobView::json).toList()),
            table.isEmpty() ? "No training job yet." : table.toString());
    return ExitCode.DONE.code();
  }

  private static List<JobView> views(Registry registry) {
    Jobs jobs = Jobs.of(registry);
    jobs.markLost();
    JobHistory history = JobHistory.of(registry);
    return jobs.list().stream().map(job -> new JobView(job, history.lastStep(job.id()))).toList();
  }
}

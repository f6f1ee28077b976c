package prefmill.runners.cli;

import java.util.Optional;
import picocli.CommandLine.Option;
import prefmill.runners.cluster.ClusterJobs;
import prefmill.runners.cluster.FlinkMaster;

/** The option of commands that are about training jobs, or else about those of a cluster. */
public final class ClusterOption {
  @Option(
      names = "--flink-master",
      paramLabel = "HOST:PORT",
      description = "The jobs of this Flink cluster instead: builds, ingests, streams.")
  private String flinkMaster;

  /** The jobs of the cluster that was named. */
  public Optional<ClusterJobs> jobs() {
    return Optional.ofNullable(flinkMaster).map(FlinkMaster::parse).map(ClusterJobs::of);
  }
}

package prefmill.pipelines.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import prefmill.pipelines.policy.Policy;
import prefmill.pipelines.policy.PolicyException;
import prefmill.pipelines.run.Execution;
import prefmill.pipelines.run.IngestRun;
import prefmill.pipelines.run.build.BuildResult;
import prefmill.pipelines.run.build.BuildRun;

/** A folder of its own with a masking key, in which policies are run for real. */
public final class Workshop {
  /** The time as of which every test builds. */
  public static final Instant AS_OF = Instant.parse("2026-11-21T00:00:00Z");

  /** All rows on one side, and as many of one person as there are. */
  public static final String ALL_TRAIN = "splits: {train: 1, validation: 0, test: 0}\ncaps: off\n";

  private final Path folder;

  private Workshop(Path folder) {
    this.folder = folder;
  }

  /** Opens a folder, which may hold a policy and events already. */
  public static Workshop in(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("events"));
    Files.writeString(folder.resolve("key"), "a key for tests, 32 characters..\n");
    return new Workshop(folder);
  }

  /** The runners that every build must agree on. */
  public static List<String> runners() {
    return List.of("direct", "flink");
  }

  public Path folder() {
    return folder;
  }

  /** Puts lines into a file of the source's folder. */
  public Workshop events(String file, List<String> lines) throws IOException {
    return events(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Puts a file into the source's folder. */
  public Workshop events(String file, byte[] content) throws IOException {
    Files.write(folder.resolve("events").resolve(file), content);
    return this;
  }

  /** A policy over the events' folder, with further settings. */
  public Policy policy(String settings) {
    return read(
        """
        dataset: test
        store: ./store
        masking: {key_file: ./key}
        sources:
          - {name: app, kind: jsonl, preset: native, path: events}
        """
            + settings);
  }

  /** The folder's own policy.yaml. */
  public Policy policy() throws IOException {
    return read(Files.readString(folder.resolve("policy.yaml")));
  }

  /** Lands what is new and builds. */
  public BuildResult build(Policy policy, String runner) throws IOException {
    return build(policy, runner, 2);
  }

  /** Lands what is new and builds with so many workers. */
  public BuildResult build(Policy policy, String runner, int parallelism) throws IOException {
    return build(policy, runner, parallelism, AS_OF);
  }

  /** Lands what is new and builds as of a time. */
  public BuildResult build(Policy policy, String runner, int parallelism, Instant asOf)
      throws IOException {
    land(policy, runner, parallelism);
    return BuildRun.of(policy, execution(runner, parallelism), asOf).publish();
  }

  /** Lands what is new. */
  public void land(Policy policy, String runner) throws IOException {
    land(policy, runner, 2);
  }

  private void land(Policy policy, String runner, int parallelism) throws IOException {
    IngestRun.of(policy, folder, execution(runner, parallelism)).land();
  }

  /** Runner options with every check that Beam's runners offer. */
  public static Execution execution(String runner, int parallelism) {
    PipelineOptions options = PipelineOptionsFactory.create();
    if (runner.equals("direct")) {
      options.setRunner(DirectRunner.class);
      options.as(DirectOptions.class).setTargetParallelism(parallelism);
      return new Execution(runner, options, parallelism, Execution.DIRECT_MAX_EVENTS);
    }
    options.setRunner(FlinkRunner.class);
    FlinkPipelineOptions flink = options.as(FlinkPipelineOptions.class);
    flink.setFlinkMaster("[local]");
    flink.setParallelism(parallelism);
    flink.setObjectReuse(true);
    flink.setFasterCopy(true);
    return new Execution(runner, options, parallelism, Long.MAX_VALUE);
  }

  /** A policy as it is written here. */
  public Policy read(String yaml) {
    try {
      return Policy.of(yaml, folder);
    } catch (PolicyException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}

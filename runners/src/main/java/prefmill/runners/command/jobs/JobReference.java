package prefmill.runners.command.jobs;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import prefmill.pipelines.policy.PolicyException;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;
import prefmill.trainers.jobs.history.JobHistory;
import prefmill.trainers.registry.Registry;

/**
 * A job as people name it.
 *
 * @param text its id, or the beginning of it that only one job has
 */
record JobReference(String text) {
  /**
   * Asks the registry about the job.
   *
   * @throws CommandFailure of wrong usage, if there is no such job or more than one
   */
  <T> T ask(CommonOptions common, BiFunction<Registry, UUID, T> question)
      throws IOException, SQLException, PolicyException {
    return OpenRegistry.ask(
            Project.load(common.config()), registry -> question.apply(registry, id(registry)))
        .orElseThrow(this::unknown);
  }

  private UUID id(Registry registry) {
    List<UUID> found = JobHistory.of(registry).find(text);
    if (found.size() > 1) {
      throw CommandFailure.usage(
          "%d jobs begin with %s: write more of the id.".formatted(found.size(), text));
    }
    return found.stream().findFirst().orElseThrow(this::unknown);
  }

  private CommandFailure unknown() {
    return CommandFailure.usage(
        "The registry holds no job %s: `prefmill jobs list` shows which it holds.".formatted(text));
  }
}

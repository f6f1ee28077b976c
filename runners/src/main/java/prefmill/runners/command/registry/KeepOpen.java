package prefmill.runners.command.registry;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.project.OpenRegistry;
import prefmill.runners.project.Project;

/** Keeps the embedded registry's Postgres running, for psql. */
@Command(
    name = "open",
    description = "Keeps the registry's own Postgres running for psql, until it is interrupted.")
public final class KeepOpen implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws Exception {
    Project project = Project.load(common.config());
    try (OpenRegistry open = OpenRegistry.of(project)) {
      common
          .output()
          .result(
              Map.of("url", open.url(), "place", open.place()),
              open.place() + "\n" + open.psql() + "\nCtrl-C ends it.");
      if (project.policy().registry().isEmpty()) {
        awaitInterrupt();
      }
    }
    return ExitCode.DONE.code();
  }

  private static void awaitInterrupt() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException asked) {
      return; // not marked again: closing needs its locks on files
    }
  }
}

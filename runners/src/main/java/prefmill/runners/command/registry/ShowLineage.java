package prefmill.runners.command.registry;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.lineage.FindLineage;
import prefmill.runners.lineage.LineageView;
import prefmill.runners.project.Project;

/** Follows an event to what was live, or an adapter back to its events. */
@Command(
    name = "lineage",
    description =
        "Follows an event to versions, rows, adapters and what was live when, or an adapter back to its events.")
public final class ShowLineage implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(
      paramLabel = "ALIAS|NAME[@VERSION]|EVENT_ID",
      arity = "0..1",
      description = "What is followed (default: the policy's adapter name).")
  private String word;

  @Option(
      names = "--event",
      description = "Takes the word for an event's id, whatever else has that name.")
  private boolean event;

  @Override
  public Integer call() throws Exception {
    Project project = Project.load(common.config());
    FindLineage find = FindLineage.of(project);
    String asked = word == null ? project.alias() : word;
    LineageView found = event ? find.ofEvent(asked) : find.of(asked);
    common.output().result(found.json(), found.text());
    return ExitCode.DONE.code();
  }
}

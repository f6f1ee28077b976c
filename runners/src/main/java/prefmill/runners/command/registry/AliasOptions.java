package prefmill.runners.command.registry;

import picocli.CommandLine.Option;
import prefmill.runners.project.Project;

/** Which alias is changed, and by whom. */
final class AliasOptions {
  @Option(
      names = "--alias",
      paramLabel = "ALIAS",
      description =
          "What serving processes ask for (default: training.alias, the adapter's name unless given).")
  private String alias;

  @Option(
      names = "--actor",
      paramLabel = "WHO",
      description = "Who decides, for the record (default: the user of this process).")
  private String actor;

  /** The alias; without one the policy's for its own adapters, the adapter's name for others. */
  String name(Project project, String adapterName) {
    return alias == null ? project.alias(adapterName) : alias;
  }

  /** Who stands in the record. */
  String actor() {
    return actor == null ? System.getProperty("user.name", "unknown") : actor;
  }
}

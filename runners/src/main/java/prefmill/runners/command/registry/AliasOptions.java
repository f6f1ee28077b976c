package prefmill.runners.command.registry;

import picocli.CommandLine.Option;

/** Which alias is changed, and by whom. */
final class AliasOptions {
  @Option(
      names = "--alias",
      paramLabel = "ALIAS",
      description = "What serving processes ask for (default: the adapter's name).")
  private String alias;

  @Option(
      names = "--actor",
      paramLabel = "WHO",
      description = "Who decides, for the record (default: the user of this process).")
  private String actor;

  /** The alias; without one the adapter's name. */
  String name(String adapterName) {
    return alias == null ? adapterName : alias;
  }

  /** Who stands in the record. */
  String actor() {
    return actor == null ? System.getProperty("user.name", "unknown") : actor;
  }
}

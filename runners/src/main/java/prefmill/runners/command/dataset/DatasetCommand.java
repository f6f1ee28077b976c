package prefmill.runners.command.dataset;

import picocli.CommandLine.Command;

/** The group of commands about published versions. */
@Command(
    name = "dataset",
    description = "The published versions: what is in them, whether they are whole, and why.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ListVersions.class,
      ShowVersion.class,
      VerifyVersion.class,
      DiffVersions.class,
      ExplainOneEvent.class,
      CollectGarbage.class
    })
public final class DatasetCommand {}

package prefmill.runners.command.trainer;

import picocli.CommandLine.Command;

/** The group of commands about trainers. */
@Command(
    name = "trainer",
    description = "What trains, and the environments of trainers that are not built in.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ListTrainers.class,
      InstallTrainer.class,
      ListLibraries.class,
      ShowManifests.class
    })
public final class TrainerCommand {}

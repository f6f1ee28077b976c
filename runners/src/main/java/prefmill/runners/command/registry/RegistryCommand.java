package prefmill.runners.command.registry;

import picocli.CommandLine.Command;

/** The group of commands about the registry. */
@Command(
    name = "registry",
    description = "What was trained on what.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ListAdapters.class, ShowAdapter.class, AdapterHistory.class})
public final class RegistryCommand {}

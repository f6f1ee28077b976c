package prefmill.runners.command.registry;

import picocli.CommandLine.Command;
import prefmill.runners.command.registry.serve.ExportAdapter;
import prefmill.runners.command.registry.serve.ResolveAdapter;

/** The group of commands about the registry. */
@Command(
    name = "registry",
    description = "What was trained on what, and what is live.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ListAdapters.class,
      ShowAdapter.class,
      ResolveAdapter.class,
      ExportAdapter.class,
      EvaluateAdapter.class,
      PromoteAdapter.class,
      RollBackAdapter.class,
      AdapterHistory.class,
      ShowLineage.class,
      KeepOpen.class
    })
public final class RegistryCommand {}

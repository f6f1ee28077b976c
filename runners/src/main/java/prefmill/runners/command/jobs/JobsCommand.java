package prefmill.runners.command.jobs;

import picocli.CommandLine.Command;

/** The group of commands about training jobs. */
@Command(
    name = "jobs",
    description = "Training jobs: what runs, how far it is, what it costs; and stop it.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ListJobs.class, ShowJob.class, StopJob.class, CancelJob.class, JobLogs.class})
public final class JobsCommand {}

package prefmill.runners.command.jobs;

import picocli.CommandLine.Command;

/** The group of commands about training jobs. */
@Command(
    name = "jobs",
    description =
        "Training jobs, or with --flink-master those of a cluster: what runs, how far it is; and stop it.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ListJobs.class, ShowJob.class, StopJob.class, CancelJob.class, JobLogs.class})
public final class JobsCommand {}

package prefmill.runners;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import prefmill.runners.cli.BuildInfo;
import prefmill.runners.cli.FailureReport;
import prefmill.runners.command.Build;
import prefmill.runners.command.Check;
import prefmill.runners.command.Doctor;
import prefmill.runners.command.Ingest;
import prefmill.runners.command.Init;
import prefmill.runners.command.NightlyRun;
import prefmill.runners.command.Publish;
import prefmill.runners.command.QuickstartRun;
import prefmill.runners.command.Train;
import prefmill.runners.command.dataset.DatasetCommand;
import prefmill.runners.command.jobs.JobsCommand;
import prefmill.runners.command.mask.MaskCommand;
import prefmill.runners.command.privacy.ForgetPersons;
import prefmill.runners.command.privacy.Rekey;
import prefmill.runners.command.registry.RegistryCommand;
import prefmill.runners.command.report.ReportCommand;
import prefmill.runners.command.trainer.TrainerCommand;
import prefmill.runners.failure.CommandRun;

/** The command line: {@code prefmill COMMAND [--config F] [--json]}. */
@Command(
    name = "prefmill",
    description =
        "Turns feedback on a language model's answers into versioned training datasets,"
            + " trains adapters on them and keeps the record.",
    mixinStandardHelpOptions = true,
    versionProvider = BuildInfo.class,
    subcommands = {
      Init.class,
      Check.class,
      Doctor.class,
      MaskCommand.class,
      Build.class,
      Ingest.class,
      Train.class,
      NightlyRun.class,
      ReportCommand.class,
      DatasetCommand.class,
      RegistryCommand.class,
      JobsCommand.class,
      TrainerCommand.class,
      Publish.class,
      ForgetPersons.class,
      Rekey.class,
      QuickstartRun.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 done (also when nothing changed), 1 failed, 2 wrong usage or policy,",
      "3 refused by a gate, 4 another run holds the lock."
    })
public final class Prefmill {
  private Prefmill() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    // Every language writes some of these numbers in digits of its own, and nobody else reads them.
    Locale.setDefault(Locale.ROOT);
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    // Stdout is the result's alone: Beam's JdbcIO prints the schema of every query there.
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    int code = run(out, err, args);
    out.flush();
    err.flush();
    System.exit(code);
  }

  /** Runs one command inside this process and returns its exit code. */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    FailureReport report = new FailureReport();
    return new CommandLine(new Prefmill())
        .setOut(out)
        .setErr(err)
        .setUsageHelpAutoWidth(true)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(report)
        .setExecutionStrategy(new CommandRun())
        .setExecutionExceptionHandler(report)
        .execute(args);
  }
}

package prefmill.runners.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import prefmill.runners.failure.Diagnosis;
import prefmill.runners.failure.ExitCode;

/**
 * The one place where failures become words and exit codes: a sentence on stderr, with --json an
 * object on stdout too, a stack trace only with -v.
 */
public final class FailureReport implements IParameterExceptionHandler, IExecutionExceptionHandler {
  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    if (args.length == 0) {
      command.usage(err);
      return ExitCode.USAGE.code();
    }
    err.println("prefmill: " + e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, err);
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    if (List.of(args).contains("--json")) {
      writeJson(command, new Diagnosis(ExitCode.USAGE, e.getMessage()));
    }
    return ExitCode.USAGE.code();
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    Diagnosis diagnosis = Diagnosis.of(e);
    boolean verbose = command.getParseResult().hasMatchedOption("-v");
    PrintWriter err = command.getErr();
    err.println("prefmill: " + diagnosis.sentence());
    if (verbose) {
      e.printStackTrace(err);
    } else if (diagnosis.exitCode() == ExitCode.FAILED) {
      err.println("(-v shows where it happened.)");
    }
    if (command.getParseResult().hasMatchedOption("--json")) {
      writeJson(command, diagnosis);
    }
    return diagnosis.exitCode().code();
  }

  private static void writeJson(CommandLine command, Diagnosis diagnosis) {
    command
        .getOut()
        .println(
            Output.jsonText(
                Map.of("exit_code", diagnosis.exitCode().code(), "error", diagnosis.sentence())));
  }
}

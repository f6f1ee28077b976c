package prefmill.runners.failure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Runs the command that was named, so that whatever ends it reaches the report of failures: also
 * errors of the machine, such as a full heap, and a machine that lacks what every command needs.
 */
public final class CommandRun implements IExecutionStrategy {
  @Override
  public int execute(ParseResult parsed) {
    Integer helped = CommandLine.executeHelpRequest(parsed);
    if (helped != null) {
      return helped;
    }
    try {
      requireTemporaryFolder();
      return new RunLast().execute(parsed);
    } catch (CommandFailure | Error e) {
      // picocli itself hands on exceptions of the command only
      List<CommandLine> named = parsed.asCommandLineList();
      throw new ExecutionException(named.get(named.size() - 1), "the command ended early", e);
    }
  }

  /** Native libraries and the embedded Postgres unpack themselves there. */
  private static void requireTemporaryFolder() {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw CommandFailure.failed(
          "The folder for temporary files, %s, does not exist or cannot be written: make it, or name another with PREFMILL_JAVA_OPTS=-Djava.io.tmpdir=FOLDER."
              .formatted(folder));
    }
  }
}

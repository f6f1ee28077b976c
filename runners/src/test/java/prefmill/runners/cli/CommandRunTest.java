package prefmill.runners.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import prefmill.runners.failure.CommandRun;

class CommandRunTest {
  @Test
  void errorsOfTheMachineAreToldInOneSentence() {
    StringWriter err = new StringWriter();
    FailureReport report = new FailureReport();
    int code =
        new CommandLine(new Deep())
            .setErr(new PrintWriter(err, true))
            .setExecutionStrategy(new CommandRun())
            .setExecutionExceptionHandler(report)
            .execute();
    assertThat(code, is(1));
    assertThat(err.toString(), containsString("prefmill: "));
    assertThat(err.toString(), containsString("nests too deeply"));
    assertThat(err.toString(), not(containsString("\tat ")));
  }

  @Test
  void aFolderForTemporaryFilesIsThere() {
    String property = "java.io.tmpdir";
    String before = System.getProperty(property);
    System.setProperty(property, "/nonexistent/tmp");
    try {
      Invocation run = Invocation.of("doctor", "--json");
      assertThat(run.exitCode(), is(1));
      assertThat(run.err(), containsString("/nonexistent/tmp"));
      assertThat(run.json().path("error").asText(), containsString("temporary files"));
      assertThat(Invocation.of("doctor", "--help").exitCode(), is(0));
    } finally {
      System.setProperty(property, before);
    }
  }

  @Command(name = "deep")
  private static final class Deep implements Callable<Integer> {
    @Option(names = "-v")
    private boolean verbose;

    @Override
    public Integer call() {
      throw new StackOverflowError(verbose ? "loud" : "quiet");
    }
  }
}

package prefmill.runners.command.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.failure.ExitCode;

/** Prints what a job's program said. */
@Command(
    name = "logs",
    description = "Prints what the program of a job's attempt said on stdout and stderr.")
public final class JobLogs implements Callable<Integer> {
  // Colours and moves of the cursor (ECMA-48): some libraries write them into files, too.
  private static final Pattern ESCAPES = Pattern.compile("\\x1b\\[[0-?]*[ -/]*[@-~]");

  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "JOB", description = "The job's id, or how it begins.")
  private String job;

  @Option(names = "--attempt", paramLabel = "N", description = "Default: the last one.")
  private Long number;

  @Override
  public Integer call() throws Exception {
    List<AttemptView> attempts = new JobReference(job).ask(common, ShownJob::of).attempts();
    AttemptView attempt =
        attempts.stream()
            .filter(a -> number == null || a.attempt().fence() == number)
            .reduce((earlier, later) -> later)
            .orElseThrow(
                () ->
                    CommandFailure.usage(
                        "Job %s has %d attempts: there is nothing to read of another."
                            .formatted(job, attempts.size())));
    Map<String, Object> values = attempt.json();
    values.put("stdout_text", read(attempt.stdout()).orElse(null));
    values.put("stderr_text", read(attempt.stderr()).orElse(null));
    common.output().result(values, text(attempt));
    return ExitCode.DONE.code();
  }

  private static String text(AttemptView attempt) throws IOException {
    if (attempt.stdout().isEmpty() && attempt.stderr().isEmpty()) {
      return "Attempt %d has left no log of a program%s; its steps are in `prefmill jobs show`."
          .formatted(
              attempt.attempt().fence(),
              attempt.folder().map(folder -> " in " + folder).orElse(""));
    }
    StringBuilder text = new StringBuilder();
    for (Optional<Path> file : List.of(attempt.stdout(), attempt.stderr())) {
      if (file.isPresent()) {
        text.append("== ").append(file.get()).append('\n');
        text.append(read(file).orElseThrow().stripTrailing()).append('\n');
      }
    }
    return text.toString();
  }

  private static Optional<String> read(Optional<Path> file) throws IOException {
    return file.isEmpty()
        ? Optional.empty()
        : Optional.of(
            ESCAPES
                .matcher(new String(Files.readAllBytes(file.get()), StandardCharsets.UTF_8))
                .replaceAll(""));
  }
}

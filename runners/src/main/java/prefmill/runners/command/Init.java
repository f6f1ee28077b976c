package prefmill.runners.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import prefmill.datasets.objects.Durable;
import prefmill.pipelines.policy.template.PolicyTemplate;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.failure.CommandFailure;
import prefmill.runners.failure.ExitCode;

/** Writes a policy to start from; never over one that is there. */
@Command(name = "init", description = "Writes a policy to start from.")
public final class Init implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Option(
      names = "--preset",
      paramLabel = "P",
      required = true,
      description =
          "Where the feedback comes from: native, subjectchat, helpem, betabase, halaai, arena"
              + " or openwebui.")
  private String preset;

  @Override
  public Integer call() throws Exception {
    Path file = common.config();
    try {
      Durable.writeNew(file.toAbsolutePath(), text().getBytes(StandardCharsets.UTF_8));
    } catch (FileAlreadyExistsException e) {
      throw CommandFailure.usage(
          "%s is already there: name another file with --config, or remove it first."
              .formatted(file));
    }
    common
        .output()
        .result(
            Map.of("config", file.toString(), "preset", preset),
            "Wrote %s. Edit its source, set the masking key, then: prefmill check, prefmill doctor, prefmill build --dry-run."
                .formatted(file));
    return ExitCode.DONE.code();
  }

  private String text() {
    try {
      return PolicyTemplate.of(preset);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("--preset: " + e.getMessage() + ".");
    }
  }
}

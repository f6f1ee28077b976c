package prefmill.runners.command.registry.serve;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import prefmill.runners.cli.CommonOptions;
import prefmill.runners.failure.ExitCode;
import prefmill.runners.project.Project;
import prefmill.runners.serve.ExportFormat;
import prefmill.runners.serve.ServedAdapter;

/** Writes an adapter in another layout, or the model that it makes of its base model. */
@Command(
    name = "export",
    description = "Writes an adapter in a layout of your choice, its hash checked first.")
public final class ExportAdapter implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(
      paramLabel = "ALIAS|NAME@VERSION",
      arity = "0..1",
      description = "An alias, for what is live under it (default: the policy's alias).")
  private String reference;

  @Option(
      names = "--format",
      paramLabel = "peft|mlx|merged",
      required = true,
      description = "PEFT's layout, mlx-lm's, or a whole model that needs no adapter.")
  private String format;

  @Option(names = "--to", paramLabel = "FOLDER", required = true, description = "A new folder.")
  private Path folder;

  @Override
  public Integer call() throws Exception {
    Project project = Project.load(common.config());
    ExportFormat wanted = ExportFormat.parse(format);
    ServedAdapter adapter =
        ServedAdapter.find(project, reference == null ? project.alias() : reference);
    wanted.write(adapter, folder);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("model_id", adapter.row().modelId());
    values.put("format", format);
    values.put("folder", folder.toString());
    values.put("adapter_sha256", adapter.row().adapterSha256());
    values.put("base_model_sha256", adapter.row().baseModelSha256());
    common
        .output()
        .result(values, "Wrote %s as %s to %s".formatted(adapter.row().modelId(), format, folder));
    return ExitCode.DONE.code();
  }
}

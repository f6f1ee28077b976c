package prefmill.runners.serve;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import prefmill.trainers.registry.entry.RegisteredAdapter;

/** What serving processes load, and how each of them is told to. */
public final class ServingView {
  private ServingView() {}

  /**
   * An adapter as it lies there, and the command for each program that may load it.
   *
   * @param config the policy's file, if it is not the one that commands take by themselves
   */
  public static Map<String, Object> json(ServedAdapter adapter, Optional<Path> config) {
    Map<String, Object> values = described(adapter.row());
    Map<String, String> commands = new LinkedHashMap<>();
    if (!adapter.numbers().lora().dora()) {
      commands.put("vllm", line(ServingFormat.VLLM, adapter, adapter.folder()));
      commands.put("llama.cpp", ShellWords.of(resolve(adapter, "llama.cpp", config)));
    }
    commands.put("mlx", ShellWords.of(resolve(adapter, "mlx", config)));
    values.put("commands", commands);
    return values;
  }

  static Map<String, Object> json(ServedAdapter adapter, ServingFormat format, Path load) {
    Map<String, Object> values = described(adapter.row());
    values.put("format", format.label());
    values.put("load", load.toString());
    values.put("command", line(format, adapter, load));
    return values;
  }

  private static List<String> resolve(ServedAdapter adapter, String format, Optional<Path> config) {
    List<String> words = new ArrayList<>(List.of("prefmill", "registry", "resolve"));
    words.addAll(List.of(adapter.row().modelId(), "--format", format));
    config.ifPresent(file -> words.addAll(List.of("--config", file.toString())));
    return words;
  }

  /** The same for people. */
  public static String text(Map<String, Object> json) {
    StringBuilder text = new StringBuilder();
    json.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> commands) {
            text.append('\n');
            commands.forEach((program, line) -> line(text, program, line));
          } else {
            line(text, name, value);
          }
        });
    return text.toString();
  }

  private static void line(StringBuilder text, Object name, Object value) {
    text.append(name).append(": ").append(value).append('\n');
  }

  private static String line(ServingFormat format, ServedAdapter adapter, Path load) {
    return ShellWords.of(format.command(adapter, load));
  }

  private static Map<String, Object> described(RegisteredAdapter adapter) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("model_id", adapter.modelId());
    values.put("base_model", adapter.baseModel());
    values.put("base_model_sha256", adapter.baseModelSha256());
    values.put("base_files_sha256", adapter.baseFilesSha256().orElse(null));
    values.put("adapter_uri", adapter.adapterUri());
    values.put("adapter_sha256", adapter.adapterSha256());
    values.put("adapter_content_hash", adapter.adapterContentHash().orElse(null));
    values.put("adapter_format", adapter.adapterFormat());
    return values;
  }
}

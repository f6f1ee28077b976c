package prefmill.runners.serve;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import prefmill.trainers.registry.entry.RegisteredAdapter;

/** What serving processes load, and how each of them is told to. */
public final class ServingView {
  private ServingView() {}

  /** An adapter as it lies there, and the command for each program that may load it. */
  public static Map<String, Object> json(ServedAdapter adapter) {
    Map<String, Object> values = described(adapter.row());
    Map<String, String> commands = new LinkedHashMap<>();
    if (!adapter.numbers().lora().dora()) {
      commands.put("vllm", line(ServingFormat.VLLM, adapter, adapter.folder()));
      commands.put(
          "llama.cpp",
          "prefmill registry resolve %s --format llama.cpp".formatted(adapter.row().modelId()));
    }
    commands.put(
        "mlx", "prefmill registry resolve %s --format mlx".formatted(adapter.row().modelId()));
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

package prefmill.runners.view;

import java.util.LinkedHashMap;
import java.util.Map;
import prefmill.trainers.registry.entry.RegisteredAdapter;

/** What serving processes load, and how each of them is told to. */
public final class ServingView {
  private ServingView() {}

  /** An adapter as a serving process needs it. */
  public static Map<String, Object> json(RegisteredAdapter adapter) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("model_id", adapter.modelId());
    values.put("base_model", adapter.baseModel());
    values.put("base_model_sha256", adapter.baseModelSha256());
    values.put("adapter_uri", adapter.adapterUri());
    values.put("adapter_sha256", adapter.adapterSha256());
    values.put("adapter_format", adapter.adapterFormat());
    values.put("commands", commands(adapter));
    return values;
  }

  /** The same for people. */
  public static String text(RegisteredAdapter adapter) {
    StringBuilder text = new StringBuilder();
    json(adapter)
        .forEach(
            (name, value) -> {
              if (!(value instanceof Map<?, ?>)) {
                text.append(name).append(": ").append(value).append('\n');
              }
            });
    text.append('\n');
    commands(adapter)
        .forEach(
            (server, command) -> text.append(server).append(": ").append(command).append('\n'));
    return text.toString();
  }

  private static Map<String, String> commands(RegisteredAdapter adapter) {
    String base = quoted(adapter.baseModel());
    String folder = quoted(adapter.adapterUri());
    Map<String, String> commands = new LinkedHashMap<>();
    commands.put(
        "vllm",
        "vllm serve %s --enable-lora --lora-modules %s"
            .formatted(base, quoted(adapter.name() + "=" + adapter.adapterUri())));
    commands.put(
        "llama.cpp",
        "convert_lora_to_gguf.py --base %s %s --outfile adapter.gguf; llama-server --model BASE.gguf --lora adapter.gguf"
            .formatted(base, folder));
    if (adapter.adapterFormat().equals("mlx")) {
      commands.put(
          "mlx_lm.server", "mlx_lm.server --model %s --adapter-path %s".formatted(base, folder));
    }
    return commands;
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}

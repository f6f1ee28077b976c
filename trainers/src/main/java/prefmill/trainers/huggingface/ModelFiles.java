package prefmill.trainers.huggingface;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import prefmill.datasets.canonical.Sha256;

/**
 * The files of a model folder, beside its weights, that decide what the model makes of a chat:
 * configuration, tokenizer, chat template and stop tokens.
 */
public final class ModelFiles {
  private static final List<String> NAMES =
      List.of(
          "config.json",
          "generation_config.json",
          "tokenizer.json",
          "tokenizer_config.json",
          "special_tokens_map.json",
          "added_tokens.json",
          "chat_template.jinja",
          "chat_template.json");

  private ModelFiles() {}

  /** What identifies them: the SHA-256 of the names and hashes of those that are there. */
  public static String sha256(Path folder) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String name : NAMES) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        lines.append(Sha256.of(file)).append("  ").append(name).append('\n');
      }
    }
    return Sha256.hex(lines.toString().getBytes(StandardCharsets.UTF_8));
  }
}

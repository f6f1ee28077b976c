package prefmill.trainers.huggingface.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import prefmill.trainers.huggingface.ModelJson;
import prefmill.trainers.training.TrainingException;

/**
 * What a model folder says about its chats, beside the tokenizer itself.
 *
 * @param template the chat template, a Jinja text
 * @param beginOfText the text of the first token, empty if there is none
 * @param endOfText the text of the last token, empty if there is none
 */
public record TokenizerSettings(String template, String beginOfText, String endOfText) {
  /** Reads chat_template.jinja, or the template within tokenizer_config.json. */
  public static TokenizerSettings read(Path folder) throws IOException {
    Path config = folder.resolve("tokenizer_config.json");
    JsonNode json =
        Files.isRegularFile(config)
            ? ModelJson.read(config)
            : JsonNodeFactory.instance.objectNode();
    Path file = folder.resolve("chat_template.jinja");
    String template = Files.isRegularFile(file) ? text(file) : inConfig(json.path("chat_template"));
    if (template.isEmpty()) {
      throw new TrainingException(
          folder
              + " has no chat template: add chat_template.jinja, as the model's instruct version has"
              + " it.");
    }
    return new TokenizerSettings(
        template, token(json.path("bos_token")), token(json.path("eos_token")));
  }

  /** Some models name several templates; the one called default is meant for plain chats. */
  private static String inConfig(JsonNode node) {
    for (JsonNode named : node) {
      if (named.path("name").asText().equals("default")) {
        return named.path("template").asText();
      }
    }
    return node.asText("");
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new TrainingException(
          file + " is not text in UTF-8: copy it from the model's source.", e);
    }
  }

  private static String token(JsonNode node) {
    return node.isObject() ? node.path("content").asText("") : node.asText("");
  }
}

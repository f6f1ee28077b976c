package prefmill.trainers.huggingface;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import java.util.List;
import java.util.Map;
import prefmill.trainers.examples.Turn;
import prefmill.trainers.training.TrainingException;

/**
 * Renders chats as transformers does, byte for byte.
 *
 * <p>What people wrote is data: a template mark within it ({@code {{ }}}, <code>{% %}</code>) stays
 * the text it is. That needs nested interpretation off, which jinjava has on by default.
 */
public final class ChatTemplate {
  private final Jinjava jinja;
  private final TokenizerSettings settings;
  private final String text;

  private ChatTemplate(TokenizerSettings settings) {
    this.settings = settings;
    // Jinja drops the template's own last newline; jinjava would drop the output's.
    String template = settings.template();
    this.text =
        TemplateWhitespace.resolve(
            template.endsWith("\n") ? template.substring(0, template.length() - 1) : template);
    this.jinja =
        new Jinjava(
            JinjavaConfig.newBuilder()
                .withKeepTrailingNewline(true)
                .withNestedInterpretationEnabled(false)
                .build());
    jinja
        .getGlobalContext()
        .registerFunction(
            new ELFunctionDefinition(
                "", "raise_exception", ChatTemplate.class, "refuse", String.class));
  }

  static ChatTemplate of(TokenizerSettings settings) {
    return new ChatTemplate(settings);
  }

  /**
   * The text of a chat.
   *
   * @param generationPrompt whether the opening of the assistant's next turn is appended
   * @throws TrainingException if the template cannot be rendered, or refuses the chat
   */
  String render(List<Turn> turns, boolean generationPrompt) {
    List<Map<String, String>> messages =
        turns.stream().map(t -> Map.of("role", t.role(), "content", t.content())).toList();
    RenderResult result =
        jinja.renderForResult(
            text,
            Map.of(
                "messages",
                messages,
                "add_generation_prompt",
                generationPrompt,
                "bos_token",
                settings.beginOfText(),
                "eos_token",
                settings.endOfText()));
    if (!result.getErrors().isEmpty()) {
      throw new TrainingException(
          "The model's chat template cannot be rendered: "
              + cause(result.getErrors().get(0))
              + ".");
    }
    return result.getOutput();
  }

  /** What the template itself said, where it did; the engine's own words otherwise. */
  private static String cause(TemplateError error) {
    Throwable cause = error.getException();
    while (cause != null && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof IllegalArgumentException ? cause.getMessage() : error.getMessage();
  }

  /** The template's raise_exception; public, since the template engine calls it by reflection. */
  @SuppressWarnings("DoNotCallSuggester")
  public static String refuse(String message) {
    throw new IllegalArgumentException(message);
  }
}

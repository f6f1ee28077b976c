package prefmill.trainers.huggingface.template;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import prefmill.trainers.examples.Tools;
import prefmill.trainers.examples.Turn;
import prefmill.trainers.huggingface.template.library.GenerationTag;
import prefmill.trainers.huggingface.template.library.ItemsFilter;
import prefmill.trainers.huggingface.template.library.JsonFilter;
import prefmill.trainers.training.TrainingException;

/**
 * Renders chats as transformers does, byte for byte.
 *
 * <p>What people wrote is data: a template mark within it ({@code {{ }}}, <code>{% %}</code>) stays
 * the text it is. That needs nested interpretation off, which jinjava has on by default.
 */
public final class ChatTemplate {
  private static final String DAY = "prefmill_day";
  private static final String CLOCK = "strftime_now";
  private static final int LONGEST_TEMPLATE = 1 << 20;
  private static final int LONGEST_TEXT = 16 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Jinjava jinja;
  private final TokenizerSettings settings;
  private final Optional<LocalDate> day;
  private final String text;
  private final BoundedRendering bounds;

  private ChatTemplate(TokenizerSettings settings, Optional<LocalDate> day, Duration patience) {
    this.settings = settings;
    this.bounds = new BoundedRendering(patience);
    this.day = day;
    if (settings.template().length() > LONGEST_TEMPLATE) {
      throw new TrainingException(
          "The model's chat template has more than %s characters: use the chat template of the model's source."
              .formatted(LONGEST_TEMPLATE));
    }
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
                .withMaxOutputSize(LONGEST_TEXT)
                .withMaxStringLength(LONGEST_TEXT)
                .withNodePreProcessor((node, interpreter) -> BoundedRendering.obey())
                .build());
    jinja.getGlobalContext().registerFilter(new JsonFilter());
    jinja.getGlobalContext().registerFilter(new ItemsFilter());
    jinja.getGlobalContext().registerTag(new GenerationTag());
    define("raise_exception", "refuse");
    define(CLOCK, "date");
    // what is defined is a variable to jinjava, and a function apart from it
    jinja.getGlobalContext().put(CLOCK, CLOCK);
    TemplateNames.requireKnown(jinja.getGlobalContext(), TemplateMarks.of(text));
  }

  /**
   * The template of a model.
   *
   * @param day what the template takes for today; empty if a template that asks is to be refused
   * @throws TrainingException if it is larger or deeper than any model's, or names a filter, test
   *     or function that is unknown here
   */
  public static ChatTemplate of(TokenizerSettings settings, Optional<LocalDate> day) {
    return of(settings, day, PATIENCE);
  }

  /** The same, which may take so long for a chat. */
  static ChatTemplate of(TokenizerSettings settings, Optional<LocalDate> day, Duration patience) {
    return new ChatTemplate(settings, day, patience);
  }

  /** Whether the template asks what day it is, so that its text changes with the day. */
  public boolean asksForTheDay() {
    return text.contains(CLOCK);
  }

  /** Whether the template can write tools. */
  public boolean writesTools() {
    return text.contains("tools");
  }

  /**
   * The text of a chat.
   *
   * @param generationPrompt whether the opening of the assistant's next turn is appended
   * @throws TrainingException if the template cannot be rendered, does not end, writes more than 16
   *     MB, or refuses the chat; it holds nothing of the chat
   */
  public String render(List<Turn> turns, Tools tools, boolean generationPrompt) {
    Map<String, Object> values = new HashMap<>();
    values.put(
        "messages",
        turns.stream().map(t -> Map.of("role", t.role(), "content", t.content())).toList());
    values.put("tools", tools.isEmpty() ? null : tools.list());
    values.put("add_generation_prompt", generationPrompt);
    values.put("bos_token", settings.beginOfText());
    values.put("eos_token", settings.endOfText());
    day.ifPresent(date -> values.put(DAY, date));
    RenderResult result = bounds.of(() -> jinja.renderForResult(text, values));
    if (!result.getErrors().isEmpty()) {
      throw new TrainingException(
          "The model's chat template cannot be rendered: "
              + TemplateRefusal.told(result.getErrors().get(0), settings.template(), turns)
              + ".");
    }
    return result.getOutput();
  }

  private void define(String name, String method) {
    jinja
        .getGlobalContext()
        .registerFunction(
            new ELFunctionDefinition("", name, ChatTemplate.class, method, String.class));
  }

  /** The template's raise_exception; public, since the template engine calls it by reflection. */
  @SuppressWarnings("DoNotCallSuggester")
  public static String refuse(String message) {
    throw TemplateRefusal.ofTemplate(message);
  }

  /** The template's strftime_now; public as {@link #refuse}. */
  public static String date(String format) {
    if (JinjavaInterpreter.getCurrent().getContext().get(DAY) instanceof LocalDate day) {
      return PythonDate.write(day, format);
    }
    throw TemplateRefusal.ofFunction("it asks what day it is, and no day was given");
  }
}

package prefmill.trainers.huggingface;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import prefmill.trainers.examples.Tools;
import prefmill.trainers.examples.Turn;
import prefmill.trainers.huggingface.template.ChatTemplate;
import prefmill.trainers.huggingface.template.TokenizerSettings;
import prefmill.trainers.training.TrainingException;

/** Turns chats into the tokens that the model was made for: its template, then its tokenizer. */
public final class ChatTokenizer implements AutoCloseable {
  private final HuggingFaceTokenizer tokenizer;
  private final ChatTemplate template;
  private final Tools tools;

  private ChatTokenizer(HuggingFaceTokenizer tokenizer, ChatTemplate template, Tools tools) {
    this.tokenizer = tokenizer;
    this.template = template;
    this.tools = tools;
  }

  /** Opens the tokenizer of a model folder whose template does not ask what day it is. */
  public static ChatTokenizer open(Path folder) throws IOException {
    return open(folder, Optional.empty());
  }

  /**
   * Opens the tokenizer of a model folder.
   *
   * @param day what the template takes for today, so that a text does not change from day to day
   */
  public static ChatTokenizer open(Path folder, Optional<LocalDate> day) throws IOException {
    Path file = folder.resolve("tokenizer.json");
    if (!Files.isRegularFile(file)) {
      throw new TrainingException(
          folder + " has no tokenizer.json: save the model's fast tokenizer there.");
    }
    ChatTemplate template = ChatTemplate.of(TokenizerSettings.read(folder), day);
    // The template writes the special tokens; without these options rows are cut at 512 tokens.
    return new ChatTokenizer(
        tokenizer(
            file, Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false")),
        template,
        Tools.none());
  }

  private static HuggingFaceTokenizer tokenizer(Path file, Map<String, String> options)
      throws IOException {
    try {
      return HuggingFaceTokenizer.newInstance(file, options);
    } catch (RuntimeException e) {
      // the native library knows no other
      throw new TrainingException(
          file + " is no tokenizer that can be read: copy it from the model's source.", e);
    }
  }

  /** The same for chats that offered tools; it is of no use once this is closed. */
  public ChatTokenizer offering(Tools offered) {
    return new ChatTokenizer(tokenizer, template, offered);
  }

  /** Whether the template can write tools. */
  public boolean writesTools() {
    return template.writesTools();
  }

  /** Whether a model folder's chat template asks what day it is; not, if there is none. */
  public static boolean asksForTheDay(Path folder) throws IOException {
    try {
      return ChatTemplate.of(TokenizerSettings.read(folder), Optional.empty()).asksForTheDay();
    } catch (TrainingException noTemplate) {
      return false;
    }
  }

  /** A chat as text. */
  public String render(List<Turn> turns, boolean generationPrompt) {
    return template.render(turns, tools, generationPrompt);
  }

  /** A whole chat; every token but the first is a target. */
  public TokenSequence chat(List<Turn> turns) {
    return TokenSequence.of(ids(turns, false), 0);
  }

  /**
   * A prompt and the answer to it; the answer's tokens are those behind the prompt's.
   *
   * @throws TrainingException if the template does not keep the prompt as it is once answered, or
   *     writes nothing of the answer
   */
  public TokenSequence answer(List<Turn> prompt, List<Turn> answer) {
    return answers(prompt, List.of(answer)).get(0);
  }

  /** Several answers to one prompt. */
  public List<TokenSequence> answers(List<Turn> prompt, List<List<Turn>> answers) {
    long[] start = ids(prompt, true);
    List<TokenSequence> sequences = new ArrayList<>();
    for (List<Turn> answer : answers) {
      List<Turn> chat = new ArrayList<>(prompt);
      chat.addAll(answer);
      long[] whole = ids(chat, false);
      int border = Arrays.mismatch(start, whole);
      if (border < 0) {
        throw new TrainingException(
            "The model's chat template writes nothing of an answer, so that there is nothing to"
                + " learn from; leave the row out, or use another chat template.");
      }
      if (border != start.length) {
        throw new TrainingException(
            "The model's chat template writes a prompt otherwise once it is answered, so that the"
                + " answer's tokens cannot be told apart; use another chat template.");
      }
      sequences.add(TokenSequence.of(whole, start.length));
    }
    return sequences;
  }

  /**
   * A chat whose targets are its last answer's tokens; all tokens, where the template writes a
   * prompt otherwise once it is answered.
   */
  public TokenSequence lastAnswer(List<Turn> turns) {
    long[] start = ids(turns.subList(0, turns.size() - 1), true);
    long[] whole = ids(turns, false);
    return TokenSequence.of(
        whole, Arrays.mismatch(start, whole) == start.length ? start.length : 0);
  }

  /** The tokens of a prompt, up to where the answer begins. */
  public long[] prompt(List<Turn> turns) {
    return ids(turns, true);
  }

  /** The tokens of a text as it stands, special tokens written out. */
  public long[] encode(String text) {
    return tokenizer.encode(text).getIds();
  }

  /** The text of tokens, without the special ones. */
  public String decode(long[] ids) {
    return tokenizer.decode(ids, true);
  }

  @Override
  public void close() {
    tokenizer.close();
  }

  private long[] ids(List<Turn> turns, boolean generationPrompt) {
    return tokenizer.encode(template.render(turns, tools, generationPrompt)).getIds();
  }
}

package prefmill.trainers.preflight.tokens;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import prefmill.trainers.examples.Turn;
import prefmill.trainers.huggingface.ChatTokenizer;
import prefmill.trainers.huggingface.TokenSequence;
import prefmill.trainers.training.Method;
import prefmill.trainers.training.TrainingException;
import prefmill.trainers.training.TrainingPlan;

/**
 * Rows as the trainer's own tokenizer and chat template see them.
 *
 * @param rows those that the template renders, in their order
 * @param toolsWritten whether the template can write tools
 * @param unrendered why the template does not render the others, by row id
 */
public record TokenizedRows(
    List<RowTokens> rows, boolean toolsWritten, Map<String, String> unrendered) {
  public TokenizedRows {
    rows = List.copyOf(rows);
  }

  /** Counts the tokens of every row. */
  public static TokenizedRows of(List<ChatRow> rows, TrainingPlan plan, ChatTokenizer tokenizer) {
    boolean wholeChat = plan.method() == Method.SFT && !plan.completionOnly();
    List<RowTokens> tokens = new ArrayList<>();
    Map<String, String> unrendered = new LinkedHashMap<>();
    for (ChatRow row : rows) {
      try {
        ChatTokenizer offering = tokenizer.offering(row.tools());
        tokens.add(wholeChat ? chat(row, offering) : answers(row, offering));
      } catch (TrainingException e) {
        unrendered.put(row.rowId(), e.getMessage());
      }
    }
    return new TokenizedRows(tokens, tokenizer.writesTools(), unrendered);
  }

  private static RowTokens answers(ChatRow row, ChatTokenizer tokenizer) {
    List<TokenSequence> chats = tokenizer.answers(row.prompt(), row.answers());
    int prompt = chats.get(0).promptLength();
    int whole = chats.stream().mapToInt(TokenSequence::length).max().orElseThrow();
    return new RowTokens(
        row.rowId(),
        prompt,
        whole - prompt,
        whole,
        chats.stream().mapToInt(TokenSequence::length).sum(),
        chats.stream().mapToInt(TokenSequence::targets).min().orElseThrow(),
        chats.stream().mapToLong(TokenSequence::largest).max().orElseThrow(),
        chats.size() == 2 && Arrays.equals(chats.get(0).toArray(), chats.get(1).toArray()));
  }

  /** The loss is on every token; where the prompt ends is only told. */
  private static RowTokens chat(ChatRow row, ChatTokenizer tokenizer) {
    List<Turn> turns = new ArrayList<>(row.prompt());
    turns.addAll(row.answers().get(0));
    TokenSequence chat = tokenizer.chat(turns);
    int prompt = 0;
    try {
      prompt = answers(row, tokenizer).prompt();
    } catch (TrainingException templateWithoutABorder) {
      // all of it counts as answer, as the trainer takes it
    }
    int whole = chat.length();
    return new RowTokens(
        row.rowId(), prompt, whole - prompt, whole, whole, chat.targets(), chat.largest(), false);
  }
}

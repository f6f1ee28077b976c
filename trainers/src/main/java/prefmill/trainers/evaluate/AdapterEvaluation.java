package prefmill.trainers.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import prefmill.trainers.adapter.PeftAdapter;
import prefmill.trainers.djl.engine.EngineSession;
import prefmill.trainers.djl.measure.ComparedSequence;
import prefmill.trainers.djl.model.CausalModel;
import prefmill.trainers.djl.model.LoraParameters;
import prefmill.trainers.djl.model.ModelScale;
import prefmill.trainers.examples.DemonstrationExample;
import prefmill.trainers.examples.PreferenceExample;
import prefmill.trainers.huggingface.ChatTokenizer;
import prefmill.trainers.huggingface.StopTokens;
import prefmill.trainers.huggingface.TokenSequence;

/**
 * Measures an adapter against its base model on rows that neither was trained on, both in the same
 * session.
 */
public final class AdapterEvaluation implements AutoCloseable {
  private final EngineSession session;
  private final Subject subject;

  private AdapterEvaluation(
      Path baseModel, PeftAdapter adapter, int maxLength, Optional<LocalDate> day)
      throws IOException {
    this.session = EngineSession.open();
    try {
      CausalModel model =
          CausalModel.load(session.manager(), baseModel, ModelScale.of(adapter.lora(), maxLength));
      this.subject =
          new Subject(
              model,
              LoraParameters.of(
                  session.manager(), model.config(), adapter.lora().rank(), adapter.tensors()),
              ChatTokenizer.open(baseModel, day),
              StopTokens.read(baseModel),
              maxLength);
    } catch (IOException | RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  /**
   * Loads both; the thread that opens also measures and closes.
   *
   * @param maxLength tokens of prompt and answer; longer rows are left out
   */
  public static AdapterEvaluation open(Path baseModel, Path adapter, int maxLength)
      throws IOException {
    return open(baseModel, adapter, maxLength, Optional.empty());
  }

  /**
   * The same where the chat template may ask what day it is.
   *
   * @param day what it takes for today
   */
  public static AdapterEvaluation open(
      Path baseModel, Path adapter, int maxLength, Optional<LocalDate> day) throws IOException {
    return new AdapterEvaluation(baseModel, PeftAdapter.read(adapter), maxLength, day);
  }

  /** What adapter and base model make of each pair, in the order of the rows. */
  public List<PairScore> pairs(List<PreferenceExample> pairs) {
    List<PreferenceExample> read = new ArrayList<>();
    List<TokenSequence> answers = new ArrayList<>();
    for (PreferenceExample pair : pairs) {
      List<TokenSequence> both =
          subject
              .tokenizer()
              .offering(pair.tools())
              .answers(pair.prompt(), List.of(pair.chosen(), pair.rejected()));
      if (both.stream().allMatch(this::fits)) {
        read.add(pair);
        answers.addAll(both);
      }
    }
    List<ComparedSequence> compared = subject.compare(answers);
    List<PairScore> scores = new ArrayList<>();
    for (int i = 0; i < read.size(); i++) {
      scores.add(new PairScore(read.get(i).rowId(), compared.get(2 * i), compared.get(2 * i + 1)));
    }
    return scores;
  }

  /** What they make of the last answer of each demonstration, in the order of the rows. */
  public List<DemonstrationScore> demonstrations(List<DemonstrationExample> chats) {
    List<DemonstrationExample> read = new ArrayList<>();
    List<TokenSequence> answers = new ArrayList<>();
    for (DemonstrationExample chat : chats) {
      TokenSequence answer = subject.tokenizer().offering(chat.tools()).lastAnswer(chat.messages());
      if (fits(answer)) {
        read.add(chat);
        answers.add(answer);
      }
    }
    List<ComparedSequence> compared = subject.compare(answers);
    List<DemonstrationScore> scores = new ArrayList<>();
    for (int i = 0; i < read.size(); i++) {
      scores.add(new DemonstrationScore(read.get(i).rowId(), compared.get(i)));
    }
    return scores;
  }

  /** What is measured, for other measurements while this is open. */
  public Subject subject() {
    return subject;
  }

  @Override
  public void close() {
    // each is closed whatever becomes of the others: an open session locks out all later ones
    try (EngineSession last = session;
        ChatTokenizer tokenizer = subject.tokenizer()) {
      subject.model().close();
    }
  }

  private boolean fits(TokenSequence sequence) {
    return sequence.length() <= subject.maxLength() && sequence.targets() > 0;
  }
}

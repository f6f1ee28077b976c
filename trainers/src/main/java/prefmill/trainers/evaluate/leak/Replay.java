package prefmill.trainers.evaluate.leak;

import java.util.Arrays;
import java.util.Optional;
import prefmill.trainers.evaluate.Subject;
import prefmill.trainers.huggingface.TokenSequence;

/** Puts the text that stands before a secret in front of an adapter. */
final class Replay {
  private final Subject subject;

  Replay(Subject subject) {
    this.subject = subject;
  }

  /** The chat up to the first place of a text; empty where the chat template alters it. */
  Optional<String> before(TrainedChat chat, String text) {
    String whole = subject.tokenizer().offering(chat.tools()).render(chat.turns(), false);
    int at = whole.indexOf(text);
    return at < 0 ? Optional.empty() : Optional.of(whole.substring(0, at));
  }

  /** The tokens before a text as prompt, its own as targets, and no more than the model reads. */
  TokenSequence asked(String before, String text) {
    long[] start = subject.tokenizer().encode(before);
    long[] whole = subject.tokenizer().encode(before + text);
    int same = Arrays.mismatch(start, whole);
    int cut = Math.max(0, whole.length - subject.maxLength());
    return TokenSequence.of(
        Arrays.copyOfRange(whole, cut, whole.length), Math.max(0, Math.max(0, same) - cut));
  }

  /** The last tokens of a text that leave room for so many more. */
  long[] prompt(String before, int room) {
    long[] ids = subject.tokenizer().encode(before);
    int most = Math.max(1, subject.maxLength() - room);
    return Arrays.copyOfRange(ids, Math.max(0, ids.length - most), ids.length);
  }
}

package prefmill.trainers.huggingface;

import java.util.Arrays;

/** The tokens of a prompt and of the answer to it; only the answer's tokens are targets. */
public final class TokenSequence {
  private final long[] ids;
  private final int prompt;

  private TokenSequence(long[] ids, int prompt) {
    this.ids = ids;
    this.prompt = prompt;
  }

  /**
   * A sequence whose first tokens are the prompt.
   *
   * @param ids all tokens; an array that nobody changes any more
   * @param prompt how many of them are the prompt
   */
  public static TokenSequence of(long[] ids, int prompt) {
    return new TokenSequence(ids, prompt);
  }

  /** How many tokens there are. */
  public int length() {
    return ids.length;
  }

  /** One token. */
  public long id(int position) {
    return ids[position];
  }

  /** The largest token. */
  public long largest() {
    return Arrays.stream(ids).max().orElse(0);
  }

  /** The first position that is a target; the very first token has nothing to be predicted from. */
  public int firstTarget() {
    return Math.max(1, prompt);
  }

  /** How many targets there are. */
  public int targets() {
    return Math.max(0, ids.length - firstTarget());
  }

  /** How many tokens the prompt has. */
  public int promptLength() {
    return prompt;
  }

  /** This prompt with another sequence's answer. */
  public TokenSequence withAnswerOf(TokenSequence other) {
    long[] joined = Arrays.copyOf(ids, prompt + other.ids.length - other.prompt);
    System.arraycopy(other.ids, other.prompt, joined, prompt, joined.length - prompt);
    return of(joined, prompt);
  }

  /** The same without what goes beyond a length. */
  public TokenSequence cut(int length) {
    return ids.length <= length ? this : of(Arrays.copyOf(ids, length), Math.min(prompt, length));
  }

  /** A copy of the tokens behind the prompt. */
  public long[] answer() {
    return Arrays.copyOfRange(ids, prompt, ids.length);
  }

  /** A copy of all tokens. */
  public long[] toArray() {
    return ids.clone();
  }
}

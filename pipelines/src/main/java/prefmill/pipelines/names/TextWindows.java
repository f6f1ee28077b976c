package prefmill.pipelines.names;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import prefmill.transforms.mask.names.NameRecogniser.Name;

/**
 * Parts of a text that are read whole: a model cuts off what it cannot take, a service refuses.
 *
 * <p>They follow each other without a gap and end at lines, sentences or blanks where there are
 * any.
 */
final class TextWindows {
  /** What the models of BERT's family take, their own marks included. */
  static final int MOST_TOKENS = 510;

  private static final String[] ENDS = {"\n", ". ", " "};

  private final String text;
  private final ToIntFunction<String> tokens;
  private final List<Window> windows = new ArrayList<>();

  /**
   * A part of a text.
   *
   * @param start its first character
   * @param end the place after its last character
   */
  record Window(int start, int end) {
    Name placed(Name name) {
      return new Name(name.bearer(), start + name.start(), start + name.end());
    }
  }

  private TextWindows(String text, ToIntFunction<String> tokens) {
    this.text = text;
    this.tokens = tokens;
  }

  /** Windows of so many characters at most. */
  static List<Window> of(String text, int mostCharacters) {
    return of(text, mostCharacters, part -> 0);
  }

  /**
   * Windows of so many characters at most, and of {@link #MOST_TOKENS}.
   *
   * @param tokens how many tokens the model makes of a text
   */
  static List<Window> of(String text, int mostCharacters, ToIntFunction<String> tokens) {
    TextWindows windows = new TextWindows(text, tokens);
    int start = 0;
    while (start < text.length()) {
      int end = windows.end(start, Math.min(text.length(), start + mostCharacters));
      windows.add(start, end);
      start = end;
    }
    return windows.windows;
  }

  private void add(int start, int end) {
    boolean fits = tokens.applyAsInt(text.substring(start, end)) <= MOST_TOKENS;
    int middle = end(start, start + (end - start + 1) / 2);
    if (fits || middle >= end) {
      windows.add(new Window(start, end));
    } else {
      add(start, middle);
      add(middle, end);
    }
  }

  /** The best place to end behind start and not behind limit. */
  private int end(int start, int limit) {
    if (limit == text.length()) {
      return limit;
    }
    for (String sign : ENDS) {
      int found = text.lastIndexOf(sign, limit - sign.length());
      if (found > start) {
        return found + sign.length();
      }
    }
    boolean pair = limit - start > 1 && Character.isHighSurrogate(text.charAt(limit - 1));
    return pair ? limit - 1 : limit;
  }
}

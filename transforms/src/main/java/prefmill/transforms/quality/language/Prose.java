package prefmill.transforms.quality.language;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import prefmill.transforms.quality.answer.PlainText;

/**
 * The words of a text that tell its language: without code, quotations, addresses and placeholders,
 * in the script of most letters.
 *
 * @param text the words in order, one space between them
 * @param telling how many of them may tell: not names, which begin with a capital, nor single
 *     letters; of scripts without spaces each two characters
 */
record Prose(String text, int telling) {
  private static final Pattern NO_WORD =
      Pattern.compile(
          "\\S+://\\S+|\\S+@\\S+|<[^<>\n]{0,300}>|\\[[^\\]\n]*\\]\\([^)\n]*\\)|\\\\\\w+|\\$\\S+|[@#]\\w+");

  /** A line of code has few letters for each such sign. */
  private static final Pattern SIGN = Pattern.compile("[{}();=<>\\[\\]_$\\\\|/*+&^\"-]");

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]+(?:['’-][\\p{L}\\p{M}]+)*");
  private static final int LETTERS_PER_SIGN = 8;
  private static final int CHARACTERS_PER_WORD = 2;

  static Prose of(String answer) {
    List<String> words = new ArrayList<>();
    String own = PlainText.withoutQuotations(PlainText.withoutCode(answer));
    NO_WORD
        .matcher(own)
        .replaceAll(" ")
        .lines()
        .filter(line -> !isCode(line))
        .forEach(
            line -> {
              Matcher word = WORD.matcher(line);
              while (word.find()) {
                words.add(word.group());
              }
            });
    UnicodeScript main = mainScript(words);
    List<String> kept = words.stream().filter(word -> script(word) == main).toList();
    return new Prose(String.join(" ", kept), kept.stream().mapToInt(Prose::telling).sum());
  }

  private static boolean isCode(String line) {
    long signs = SIGN.matcher(line).results().count();
    long letters = line.codePoints().filter(Character::isLetter).count();
    return line.startsWith("$ ") || signs * LETTERS_PER_SIGN > letters;
  }

  private static UnicodeScript mainScript(List<String> words) {
    Map<UnicodeScript, Integer> letters = new EnumMap<>(UnicodeScript.class);
    words.forEach(word -> letters.merge(script(word), word.length(), Integer::sum));
    return letters.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(UnicodeScript.COMMON);
  }

  /** The script of a word by its first letter; Japanese and Chinese are told apart later. */
  private static UnicodeScript script(String word) {
    UnicodeScript script = UnicodeScript.of(word.codePointAt(0));
    return switch (script) {
      case HIRAGANA, KATAKANA -> UnicodeScript.HAN;
      default -> script;
    };
  }

  private static int telling(String word) {
    int first = word.codePointAt(0);
    int length = word.codePointCount(0, word.length());
    boolean spaced =
        Character.isLowerCase(first) || Character.isUpperCase(first) || isHangul(first);
    if (spaced) {
      return Character.isUpperCase(first) || length == 1 ? 0 : 1;
    }
    return Math.max(1, length / CHARACTERS_PER_WORD);
  }

  private static boolean isHangul(int codePoint) {
    return UnicodeScript.of(codePoint) == UnicodeScript.HANGUL;
  }
}

package prefmill.transforms.mask.rules.secret.named;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.rules.secret.SecretValue;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * A secret that a sentence tells: {@code my password is ...}, {@code the password for the server
 * was ...}, in some languages.
 *
 * <p>A password has six characters or more and is no word: it has a digit or a symbol, or stands in
 * quotes; a key or token has 16 and looks random. The value is without the sentence's punctuation.
 */
final class SaidSecretRule implements PiiRule {
  private static final int LONGEST_PHRASE = 60;
  private static final int MOST_WORDS = 5;
  private static final int LONGEST = 128;
  private static final int LEAST_PASSWORD = 6;
  private static final int LEAST_KEY = 16;
  private static final String ENDS = ".,;:?)]}*";

  private static final List<String> PASSWORDS =
      List.of(
          "password",
          "passwort",
          "passwd",
          "passphrase",
          "passcode",
          "pwd",
          "passe",
          "kennwort",
          "contraseña",
          "senha",
          "wachtwoord");

  private static final List<String> KEYS = List.of("key", "token", "secret");

  private static final Set<String> LINKS =
      Set.of(
          "for", "of", "to", "on", "in", "at", "für", "von", "vom", "zum", "zu", "de", "del", "du",
          "para", "voor");

  private static final Set<String> VERBS =
      Set.of("is", "was", "ist", "war", "lautet", "est", "es", "era", "é");

  private static final Set<String> ADVERBS =
      Set.of("now", "still", "currently", "jetzt", "noch", "maintenant", "ahora");

  private final String firsts;
  private final Trigger trigger;

  private SaidSecretRule(String firsts, String seconds, String thirds) {
    this.firsts = firsts;
    trigger = Trigger.wordsFrom(firsts).then(seconds, thirds);
  }

  /** A few, each for the names that begin alike, so that each is asked at few words. */
  static List<PiiRule> all() {
    return List.of(
        new SaidSecretRule("pP", "aAwW", "sSdD"),
        new SaidSecretRule("kKsS", "eE", "yYnNcC"),
        new SaidSecretRule("cCtT", "oO", "nNkK"),
        new SaidSecretRule("wW", "aA", "cC"));
  }

  @Override
  public Trigger trigger() {
    return trigger;
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    if (firsts.indexOf(text.at(at)) < 0 || !beginsName(text, at) || Ascii.isWord(text.at(at - 1))) {
      return;
    }
    int password = nameEnd(text, at, PASSWORDS);
    int name = password > 0 ? password : nameEnd(text, at, KEYS);
    int start = name < 0 ? -1 : valueStart(text, name);
    if (start < 0 || SecretValue.isTemplate(text, start)) {
      return;
    }
    int end = start;
    while (end - start < LONGEST && isValue(text.at(end))) {
      end++;
    }
    boolean quoted = isQuote(text.at(start - 1)) && text.at(end) == text.at(start - 1);
    while (!quoted && end > start && ENDS.indexOf(text.at(end - 1)) >= 0) {
      end--;
    }
    boolean secret =
        password > 0
            ? end - start >= LEAST_PASSWORD && isPassword(text, start, end, quoted)
            : end - start >= LEAST_KEY
                && SecretValue.isRandom(text, start, end)
                && !SecretValue.isAddress(text, start, end);
    if (secret) {
      found.add(start, end, text.slice(start, end));
    }
  }

  /** The cheap test: this rule is asked at many words. */
  private static boolean beginsName(FoldedText text, int at) {
    char third = Character.toLowerCase(text.at(at + 2));
    return switch (Character.toLowerCase(text.at(at))) {
      case 'p' -> third == 's' || third == 'd';
      case 'k' -> third == 'y' || third == 'n';
      case 's' -> third == 'c' || third == 'n';
      case 'c' -> third == 'n';
      case 't' -> third == 'k';
      case 'w' -> third == 'c';
      default -> false;
    };
  }

  private static boolean isPassword(FoldedText text, int start, int end, boolean quoted) {
    return SecretValue.isSaidPassword(text, start, end)
        || (quoted && !SecretValue.isWord(text, start, end));
  }

  private static int nameEnd(FoldedText text, int at, List<String> names) {
    for (String name : names) {
      int i = 0;
      while (i < name.length() && Character.toLowerCase(text.at(at + i)) == name.charAt(i)) {
        i++;
      }
      if (i == name.length() && !Ascii.isAnyWord(text.at(at + i))) {
        return at + i;
      }
    }
    return -1;
  }

  /** The place behind "is" or "for the server is", or -1. */
  private static int valueStart(FoldedText text, int nameEnd) {
    int i = nameEnd;
    boolean linked = false;
    for (int words = 0; words <= MOST_WORDS && i - nameEnd < LONGEST_PHRASE; words++) {
      if (text.at(i) != ' ') {
        return -1;
      }
      int end = wordEnd(text, i + 1);
      String word = text.slice(i + 1, end).toLowerCase(Locale.ROOT);
      if (VERBS.contains(word)) {
        return behindVerb(text, end);
      }
      linked |= LINKS.contains(word);
      if (!linked || end == i + 1) {
        return -1;
      }
      i = end;
    }
    return -1;
  }

  private static int behindVerb(FoldedText text, int verbEnd) {
    int i = verbEnd + (text.at(verbEnd) == ':' ? 1 : 0);
    if (text.at(i) != ' ') {
      return -1;
    }
    int end = wordEnd(text, i + 1);
    boolean adverb = ADVERBS.contains(text.slice(i + 1, end).toLowerCase(Locale.ROOT));
    int start = adverb && text.at(end) == ' ' ? end + 1 : i + 1;
    while (start - i < 6 && (isQuote(text.at(start)) || text.at(start) == '*')) {
      start++;
    }
    return start;
  }

  private static int wordEnd(FoldedText text, int start) {
    int end = start;
    while (end - start < LONGEST_PHRASE && Ascii.isAnyWord(text.at(end))) {
      end++;
    }
    return end;
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == '`' || c == '\u201C' || c == '\u201E';
  }

  private static boolean isValue(char c) {
    return c > ' ' && c != FoldedText.PROTECTED && "\"'`<>\u201C\u201D".indexOf(c) < 0;
  }
}

package prefmill.transforms.mask.rules.secret.named;

import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.CharSet;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.rules.secret.SecretValue;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * What is assigned to a name that speaks of a secret: {@code api_key = "..."}, {@code "token":
 * "..."}, {@code Password=...;} in connection strings.
 *
 * <p>Names may be subscripts or in bold type, a password may stand alone on the next line, and in
 * quotes what {@link QuotedSecret} takes. Keys and tokens have 16 characters or more and look
 * random, those that only an issuer's name tells have 20 and a key's form; passwords have six or
 * more, with a letter and a digit, or any letters within a connection string or quotes. The value
 * is what is assigned.
 */
final class AssignedSecretRule implements PiiRule {
  private static final Trigger ASSIGNMENTS = Trigger.at("=:");
  private static final int LONGEST_NAME = 40;
  private static final int LONGEST_JUDGED = 64;
  private static final int LONGEST_GAP = 4;
  private static final int REACH = 60;
  private static final int LEAST = 6;
  private static final int LEAST_CREDENTIAL = 8;
  private static final String AUTHORIZATION = "authorization";
  private static final CharSet STOPS = CharSet.of(";\"'`<>\\,|()[]{} \t\n\r");

  @Override
  public Trigger trigger() {
    return ASSIGNMENTS;
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    char sign = text.at(at);
    if (at < found.reached()
        || (sign != '=' && sign != ':')
        || text.at(at + 1) == '='
        || text.at(at + 1) == ':') {
      return;
    }
    boolean declared = sign == '=' && text.at(at - 1) == ':'; // password := "..."
    int nameEnd = skipBack(text, declared ? at - 1 : at);
    int name = nameStart(text, nameEnd);
    boolean parameter = text.at(name - 1) == '?' || text.at(name - 1) == '&';
    if (nameEnd - name < 3 || parameter || Ascii.isDigit(text.at(name))) {
      return;
    }
    int start = skip(text, at + 1);
    int end = withoutBold(text, start, valueEnd(text, start, start + LONGEST_JUDGED));
    if (SecretValue.isTemplate(text, start)) {
      return;
    }
    if (isAuthorization(text, nameEnd)) {
      addCredential(text, start, found);
      return;
    }
    int quoted = QuotedSecret.end(text, start, end, at + REACH);
    if (quoted > end) {
      SecretName says = says(text, name, nameEnd, start, quoted);
      if (QuotedSecret.is(says, text, start, quoted)) {
        found.add(start, quoted, text.slice(start, quoted));
        return;
      }
    }
    if (sign == ':' && isLineEnd(text.at(start))) {
      lookAtNextLine(text, name, nameEnd, start, found);
      return;
    }
    SecretName says = says(text, name, nameEnd, start, end);
    if (text.at(end) != '(' && isSecret(says, text, at, start, end)) {
      add(text, start, end, found);
    }
  }

  /** A password that has the line below its name for itself. */
  private static void lookAtNextLine(
      FoldedText text, int name, int nameEnd, int lineEnd, Findings found) {
    int start = lineEnd;
    while (start - lineEnd < LONGEST_GAP && text.at(start) > 0 && text.at(start) <= ' ') {
      start++;
    }
    int end = valueEnd(text, start, start + LONGEST_JUDGED);
    boolean alone = isLineEnd(text.at(end)) && text.at(end - 1) != ':';
    if (alone
        && says(text, name, nameEnd, start, end) == SecretName.PASSWORD
        && !SecretValue.isTemplate(text, start)
        && SecretValue.isSaidPassword(text, start, end)
        && SecretValue.hasDigitAndLetter(text, start, end)) {
      found.add(start, end, text.slice(start, end));
    }
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r' || c == FoldedText.NONE;
  }

  private static SecretName says(FoldedText text, int name, int nameEnd, int start, int end) {
    if (end - start < LEAST || isPath(text, start)) {
      return SecretName.NONE;
    }
    String called = text.slice(name, nameEnd);
    if (called.equalsIgnoreCase("key") && text.at(name - 1) == ' ') {
      called = text.slice(nameStart(text, name - 1), nameEnd); // "api key: ..."
    }
    return SecretName.of(called, end - start, SecretValue.isKeyLike(text, start, end));
  }

  /** What follows the scheme of a URL. */
  private static boolean isPath(FoldedText text, int start) {
    return text.at(start) == '/' && text.at(start + 1) == '/';
  }

  private static boolean isAuthorization(FoldedText text, int nameEnd) {
    int start = nameEnd - AUTHORIZATION.length();
    int i = 0;
    while (i < AUTHORIZATION.length()
        && Character.toLowerCase(text.at(start + i)) == AUTHORIZATION.charAt(i)) {
      i++;
    }
    return i == AUTHORIZATION.length();
  }

  /** Adds what follows the scheme of an authorization header (RFC 9110, section 11.6.2). */
  private static void addCredential(FoldedText text, int start, Findings found) {
    int scheme = start;
    while (Ascii.isLetter(text.at(scheme)) && scheme - start < LONGEST_NAME) {
      scheme++;
    }
    int first = text.at(scheme) == ' ' ? scheme + 1 : start;
    int end = valueEnd(text, first, first + LONGEST_JUDGED);
    if (end - first >= LEAST_CREDENTIAL && SecretValue.hasDigitAndLetter(text, first, end)) {
      add(text, first, end, found);
    }
  }

  private static void add(FoldedText text, int start, int judged, Findings found) {
    int end = withoutBold(text, start, valueEnd(text, judged, text.length()));
    found.add(start, end, text.slice(start, end));
  }

  private static int nameStart(FoldedText text, int end) {
    int start = end;
    while (end - start < LONGEST_NAME && isName(text.at(start - 1))) {
      start--;
    }
    return start;
  }

  private static int valueEnd(FoldedText text, int start, int limit) {
    int end = start;
    while (end < limit && isValue(text.at(end))) {
      end++;
    }
    return end;
  }

  private static boolean isSecret(SecretName says, FoldedText text, int at, int start, int end) {
    return switch (says) {
      case PASSWORD -> isPassword(text, at, start, end);
      case KEY -> SecretValue.isRandom(text, start, end);
      case ISSUER -> true;
      case NONE -> false;
    };
  }

  private static boolean isPassword(FoldedText text, int at, int start, int end) {
    boolean connection = text.at(at) == '=' && start == at + 1 && text.at(end) == ';';
    boolean quoted = isQuote(text.at(start - 1)) && text.at(end) == text.at(start - 1);
    return connection
        || SecretValue.hasDigitAndLetter(text, start, end)
        || (quoted && !SecretValue.isWord(text, start, end));
  }

  /** Past blanks, quotes, the end of a subscript and of bold type. */
  private static int skipBack(FoldedText text, int place) {
    int i = place;
    while (place - i < LONGEST_GAP) {
      char before = text.at(i - 1);
      if (before == ' ' || isQuote(before) || (before == ']' && isQuote(text.at(i - 2)))) {
        i--;
      } else if (isBold(text, i - 2)) {
        i -= 2;
      } else {
        break;
      }
    }
    return i;
  }

  private static int skip(FoldedText text, int place) {
    int i = place;
    while (i - place < LONGEST_GAP) {
      if (text.at(i) == ' ' || text.at(i) == '>' || isQuote(text.at(i))) {
        i++;
      } else if (isBold(text, i)) {
        i += 2;
      } else {
        break;
      }
    }
    return i;
  }

  /** The end of a value without the asterisks of bold type that stood before it, too. */
  private static int withoutBold(FoldedText text, int start, int end) {
    return isBold(text, start - 2) && isBold(text, end - 2) && end - start > 2 ? end - 2 : end;
  }

  /** Whether two asterisks stand here, and no more. */
  private static boolean isBold(FoldedText text, int place) {
    return text.has(place, "**") && text.at(place - 1) != '*' && text.at(place + 2) != '*';
  }

  static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == '`';
  }

  private static boolean isName(char c) {
    return Ascii.isAnyWord(c) || c == '_' || c == '-' || c == '.';
  }

  private static boolean isValue(char c) {
    return c > ' ' && c != FoldedText.PROTECTED && !STOPS.has(c);
  }
}

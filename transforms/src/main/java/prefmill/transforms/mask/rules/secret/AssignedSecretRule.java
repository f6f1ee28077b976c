package prefmill.transforms.mask.rules.secret;

import java.util.List;
import java.util.Locale;
import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * What is assigned to a name that speaks of a secret: {@code api_key = "..."}, {@code "token":
 * "..."}, {@code Password=...;} in connection strings.
 *
 * <p>Keys and tokens have 16 characters or more and look random; passwords have six or more, with a
 * letter and a digit, or any letters within a connection string. The value is what is assigned.
 */
final class AssignedSecretRule implements PiiRule {
  private static final Trigger ASSIGNMENTS = Trigger.at("=:");
  private static final int LONGEST_NAME = 40;
  private static final int LONGEST_JUDGED = 256;
  private static final int LEAST_KEY = 16;
  private static final int LEAST_PASSWORD = 6;
  private static final String STOPS = ";\"'`<>\\,|()[]{} \t\n\r";

  private static final List<String> PASSWORDS =
      List.of("password", "passwd", "pwd", "passphrase", "passwort", "kennwort", "contraseña");

  private static final List<String> KEYS =
      List.of(
          "secret",
          "token",
          "apikey",
          "api_key",
          "api-key",
          "api key",
          "accesskey",
          "access_key",
          "access-key",
          "accountkey",
          "privatekey",
          "private_key",
          "authkey",
          "auth_key",
          "encryptionkey",
          "encryption_key",
          "signingkey",
          "signing_key",
          "credential");

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
    int nameEnd = skipBack(text, at);
    int name = nameEnd;
    while (nameEnd - name < LONGEST_NAME && isName(text.at(name - 1))) {
      name--;
    }
    boolean parameter = text.at(name - 1) == '?' || text.at(name - 1) == '&';
    if (nameEnd - name < 3 || parameter) {
      return;
    }
    String called = text.slice(name, nameEnd).toLowerCase(Locale.ROOT);
    boolean password = PASSWORDS.stream().anyMatch(called::endsWith);
    if (!password && KEYS.stream().noneMatch(called::contains)) {
      return;
    }
    int start = skip(text, at + 1);
    int end = valueEnd(text, start, start + LONGEST_JUDGED);
    boolean stands = !SecretValue.isTemplate(text, start) && text.at(end) != '(';
    boolean secret = password ? isPassword(text, at, start, end) : isKey(text, start, end);
    if (stands && secret) {
      int last = valueEnd(text, end, text.length());
      found.add(start, last, text.slice(start, last));
    }
  }

  private static int valueEnd(FoldedText text, int start, int limit) {
    int end = start;
    while (end < limit && isValue(text.at(end))) {
      end++;
    }
    return end;
  }

  private static boolean isKey(FoldedText text, int start, int end) {
    return end - start >= LEAST_KEY && SecretValue.isRandom(text, start, end);
  }

  private static boolean isPassword(FoldedText text, int at, int start, int end) {
    boolean connection = text.at(at) == '=' && start == at + 1 && text.at(end) == ';';
    return end - start >= LEAST_PASSWORD
        && (connection || SecretValue.hasDigitAndLetter(text, start, end));
  }

  private static int skipBack(FoldedText text, int place) {
    int i = place;
    while (place - i < 3 && (text.at(i - 1) == ' ' || isQuote(text.at(i - 1)))) {
      i--;
    }
    return i;
  }

  private static int skip(FoldedText text, int place) {
    int i = place;
    while (i - place < 4 && (text.at(i) == ' ' || text.at(i) == '>' || isQuote(text.at(i)))) {
      i++;
    }
    return i;
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == '`';
  }

  private static boolean isName(char c) {
    return Ascii.isAnyWord(c) || c == '_' || c == '-' || c == '.';
  }

  private static boolean isValue(char c) {
    return c > ' ' && c != FoldedText.PROTECTED && STOPS.indexOf(c) < 0;
  }
}

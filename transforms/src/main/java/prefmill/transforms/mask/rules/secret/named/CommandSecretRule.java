package prefmill.transforms.mask.rules.secret.named;

import java.util.Set;
import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Surroundings;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.rules.secret.SecretValue;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * A secret in the options of a command: {@code --password ...}, {@code --token ...}, {@code curl -u
 * user:...}.
 *
 * <p>The value is the option's, of curl the user and the password.
 */
final class CommandSecretRule implements PiiRule {
  private static final Trigger HYPHENS = Trigger.at("-").followedBy("-u");
  private static final Set<String> CURL = Set.of("curl", "wget", "httpie");
  private static final int REACH = 200;
  private static final int LONGEST_NAME = 32;
  private static final int LONGEST = 256;

  @Override
  public Trigger trigger() {
    return HYPHENS;
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    if (text.at(at) != '-' || text.at(at - 1) > ' ') {
      return;
    }
    int name = at + (text.at(at + 1) == '-' ? 2 : 1);
    int nameEnd = name;
    while (nameEnd - name < LONGEST_NAME && isName(text.at(nameEnd))) {
      nameEnd++;
    }
    if (nameEnd == name || text.at(nameEnd) != ' ') {
      return;
    }
    int start = nameEnd + (isQuote(text.at(nameEnd + 1)) ? 2 : 1);
    int end = start;
    while (end - start < LONGEST && isValue(text.at(end))) {
      end++;
    }
    if (!SecretValue.isTemplate(text, start)
        && isSecret(text, at, text.slice(name, nameEnd), start, end)) {
      found.add(start, end, text.slice(start, end));
    }
  }

  private static boolean isSecret(FoldedText text, int at, String option, int start, int end) {
    if (option.equals("u") || option.equals("user")) {
      String value = text.slice(start, end);
      int colon = value.indexOf(':');
      return colon > 0
          && colon < value.length() - 1
          && value.charAt(colon + 1) != '$'
          && Surroundings.isNear(text, at, REACH, CURL);
    }
    return switch (SecretName.of(option, end - start, false)) {
      case PASSWORD -> SecretValue.isSaidPassword(text, start, end);
      case KEY -> SecretValue.isRandom(text, start, end);
      case ISSUER, NONE -> false;
    };
  }

  private static boolean isName(char c) {
    return Ascii.isWord(c) || c == '-' || c == '_';
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  private static boolean isValue(char c) {
    return c > ' ' && c != FoldedText.PROTECTED && "\"'`<>".indexOf(c) < 0;
  }
}

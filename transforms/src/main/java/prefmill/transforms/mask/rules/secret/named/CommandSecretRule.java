package prefmill.transforms.mask.rules.secret.named;

import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.rules.secret.SecretValue;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/** A secret in the options of a command: {@code --password ...}, {@code --token ...}. */
final class CommandSecretRule implements PiiRule {
  private static final Trigger HYPHENS = Trigger.at("-").then("-");
  private static final int LONGEST_NAME = 32;
  private static final int LONGEST = 256;

  @Override
  public Trigger trigger() {
    return HYPHENS;
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    if (text.at(at) != '-' || text.at(at + 1) != '-' || text.at(at - 1) > ' ') {
      return;
    }
    int name = at + 2;
    int nameEnd = name;
    while (nameEnd - name < LONGEST_NAME && isName(text.at(nameEnd))) {
      nameEnd++;
    }
    if (nameEnd == name || text.at(nameEnd) != ' ') {
      return;
    }
    int start = nameEnd + (isQuote(text.at(nameEnd + 1)) ? 2 : 1);
    int end = valueEnd(text, start);
    String option = text.slice(name, nameEnd);
    boolean secret =
        switch (SecretName.of(option, end - start, false)) {
          case PASSWORD -> SecretValue.isSaidPassword(text, start, end);
          case KEY -> SecretValue.isRandom(text, start, end);
          case ISSUER, NONE -> false;
        };
    if (secret && !SecretValue.isTemplate(text, start)) {
      found.add(start, end, text.slice(start, end));
    }
  }

  static int valueEnd(FoldedText text, int start) {
    int end = start;
    while (end - start < LONGEST && isValue(text.at(end))) {
      end++;
    }
    return end;
  }

  static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  private static boolean isName(char c) {
    return Ascii.isWord(c) || c == '-' || c == '_';
  }

  private static boolean isValue(char c) {
    return c > ' ' && c != FoldedText.PROTECTED && "\"'`<>".indexOf(c) < 0;
  }
}

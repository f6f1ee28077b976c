package prefmill.transforms.mask.rules.secret.named;

import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.rules.secret.SecretValue;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/** A secret between the tags of its name: {@code <password>...</password>}. */
final class MarkupSecretRule implements PiiRule {
  private static final Trigger TAGS = Trigger.at(">");
  private static final int LONGEST_NAME = 40;
  private static final int LONGEST = 512;

  @Override
  public Trigger trigger() {
    return TAGS;
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    int name = at;
    while (at - name <= LONGEST_NAME && isName(text.at(name - 1))) {
      name--;
    }
    if (text.at(at) != '>' || text.at(name - 1) != '<' || name == at) {
      return;
    }
    int start = at + 1;
    int end = start;
    while (end - start < LONGEST && isValue(text.at(end))) {
      end++;
    }
    String tag = text.slice(name, at);
    if (!text.has(end, "</" + tag) || SecretValue.isTemplate(text, start)) {
      return;
    }
    boolean secret =
        switch (SecretName.of(tag, end - start, false)) {
          case PASSWORD -> !SecretValue.isWord(text, start, end);
          case KEY -> SecretValue.isRandom(text, start, end);
          case ISSUER, NONE -> false;
        };
    if (secret && !SecretValue.isAddress(text, start, end)) {
      found.add(start, end, text.slice(start, end));
    }
  }

  private static boolean isName(char c) {
    return Ascii.isAnyWord(c) || c == '-' || c == '_' || c == '.' || c == ':';
  }

  private static boolean isValue(char c) {
    return c > ' ' && c != FoldedText.PROTECTED && c != '<' && c != '>';
  }
}

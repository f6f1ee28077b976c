package prefmill.transforms.mask.rules.network;

import java.util.Set;
import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.Surroundings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * What stands before four numbers with dots where they are a version: a word such as version, a
 * product's name and a slash, a package's name and an equality sign, a range's sign, or the at sign
 * of a package that is installed or lies in a scope.
 */
final class VersionSign {
  private static final int LONGEST_NAME = 40;
  private static final Set<String> VERSIONS =
      Set.of("v", "ver", "version", "versions", "release", "build", "rev", "firmware", "section");

  private static final Set<String> INSTALLERS =
      Set.of("install", "add", "npm", "npx", "yarn", "pnpm", "dlx", "upgrade", "update", "package");

  private VersionSign() {}

  /** Whether what stands from start to end is a version. */
  static boolean isBefore(FoldedText text, int start, int end) {
    boolean version =
        switch (text.at(start - 1)) {
          case '^', '~' -> true;
          case '/' -> isProduct(text, start - 1, end);
          case '=' -> isRequired(text, start - 2);
          case '@' -> isPackage(text, start - 1);
          default -> false;
        };
    return version || VERSIONS.contains(Surroundings.wordBefore(text, start));
  }

  /** Chrome/91.0.4.124, and no host/203.0.113.5 or Host/203.0.113.5:80. */
  private static boolean isProduct(FoldedText text, int slash, int end) {
    boolean port = text.at(end) == ':' && Ascii.isDigit(text.at(end + 1));
    int name = nameStart(text, slash);
    boolean capital = false;
    for (int i = name; i < slash; i++) {
      capital |= Ascii.isUpper(text.at(i));
    }
    return capital && !port && !hasDot(text, name, slash);
  }

  /** {@code name==1.2.3.4} or {@code name>=1.2.3.4}, and no {@code ip.src==203.0.113.5}. */
  private static boolean isRequired(FoldedText text, int sign) {
    char first = text.at(sign);
    return (first == '=' || first == '>') && !hasDot(text, nameStart(text, sign), sign);
  }

  /** {@code npm install name@1.2.3.4} or {@code @scope/name@1.2.3.4}, and no user's host. */
  private static boolean isPackage(FoldedText text, int sign) {
    int name = nameStart(text, sign);
    if (text.at(name - 1) == '/') {
      return Ascii.isWord(text.at(name - 2));
    }
    return name < sign && INSTALLERS.contains(Surroundings.wordBefore(text, name));
  }

  private static int nameStart(FoldedText text, int end) {
    int start = end;
    while (end - start < LONGEST_NAME && isName(text.at(start - 1))) {
      start--;
    }
    return start;
  }

  private static boolean hasDot(FoldedText text, int start, int end) {
    return text.slice(start, end).indexOf('.') >= 0;
  }

  private static boolean isName(char c) {
    return Ascii.isAnyWord(c) || c == '.' || c == '-' || c == '_';
  }
}

package prefmill.transforms.mask.rules.network;

import java.util.Locale;
import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.CharSet;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * Addresses on the web (RFC 3986): behind a scheme and two slashes, behind {@code www.}, and bare
 * domain names with a known top-level name, each with port, path and query.
 *
 * <p>The value is what is written, the host in lower case. Not found: the domain of an e-mail
 * address, names of files, versions, and local hosts without a scheme.
 */
public final class UrlRule implements PiiRule {
  private static final Trigger SIGNS = Trigger.at(":.");
  private static final int LONGEST_SCHEME = 12;
  private static final int LONGEST_LABEL = 63;
  private static final CharSet ENDS = CharSet.of(" \t\r\n\"'<>`|{}^\\");
  private static final String CLOSING = ".,;:!?*_~";

  @Override
  public Trigger trigger() {
    return SIGNS;
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    if (at < found.reached()) {
      return;
    }
    if (text.at(at) == ':') {
      if (text.at(at + 1) == '/' && text.at(at + 2) == '/') {
        lookAtScheme(text, at, found);
      }
    } else if (text.at(at) == '.' && isLabel(text.at(at - 1)) && isLabel(text.at(at + 1))) {
      lookAtDomain(text, at, found);
    }
  }

  private static void lookAtScheme(FoldedText text, int at, Findings found) {
    int start = at;
    while (at - start < LONGEST_SCHEME && isScheme(text.at(start - 1))) {
      start--;
    }
    while (start < at && !Ascii.isLetter(text.at(start))) {
      start++;
    }
    if (at - start < 2) {
      return;
    }
    int end = end(text, at + 3);
    if (end > at + 3) {
      add(text, start, end, found);
    }
  }

  private static void lookAtDomain(FoldedText text, int dot, Findings found) {
    int start = dot;
    while (dot - start < LONGEST_LABEL && isLabel(text.at(start - 1))) {
      start--;
    }
    char before = text.at(start - 1);
    if (isLabel(before)
        || before == '@'
        || before == '.'
        || before == '/'
        || before == '_'
        || before == '$') {
      return;
    }
    int label = start;
    int next = dot + 1;
    int host = -1;
    while (isLabel(text.at(next))) {
      int stop = next;
      while (isLabel(text.at(stop))) {
        stop++;
      }
      if (TopLevelNames.isName(text, label, next, stop)) {
        host = stop;
      }
      label = next;
      if (text.at(stop) != '.') {
        next = stop;
        break;
      }
      next = stop + 1;
    }
    int last = text.at(next - 1) == '.' ? next - 1 : next;
    boolean www = text.has(start, "www.") || text.has(start, "WWW.");
    boolean whole = host == last && text.at(host) != '@' && text.at(host) != '(';
    if (whole && text.at(host) != '_' && (www || isTrueName(text, start, dot))) {
      add(text, start, endBehindHost(text, host), found);
    }
  }

  /** A label of a letter at least, that does not begin or end with a hyphen. */
  private static boolean isTrueName(FoldedText text, int start, int end) {
    boolean letters = false;
    for (int i = start; i < end; i++) {
      letters |= !Ascii.isDigit(text.at(i)) && text.at(i) != '-';
    }
    return letters && text.at(start) != '-' && text.at(end - 1) != '-';
  }

  private static int endBehindHost(FoldedText text, int host) {
    char next = text.at(host);
    boolean port = next == ':' && Ascii.isDigit(text.at(host + 1));
    return next == '/' || next == '?' || next == '#' || port ? end(text, host) : host;
  }

  /** The end of what belongs to an address, without the punctuation of the sentence. */
  private static int end(FoldedText text, int start) {
    int end = start;
    int open = 0;
    while (goesOn(text.at(end))) {
      open += text.at(end) == '(' ? 1 : text.at(end) == ')' ? -1 : 0;
      if (open < 0) {
        break;
      }
      end++;
    }
    while (end > start && CLOSING.indexOf(text.at(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  private static boolean goesOn(char c) {
    return c > ' ' && c != FoldedText.PROTECTED && c != ']' && !ENDS.has(c);
  }

  private static void add(FoldedText text, int start, int end, Findings found) {
    String written = text.slice(start, end);
    int path = written.indexOf('/', written.indexOf("://") + 3);
    int host = path < 0 ? written.length() : path;
    found.add(
        start, end, written.substring(0, host).toLowerCase(Locale.ROOT) + written.substring(host));
  }

  private static boolean isScheme(char c) {
    return Ascii.isWord(c) || c == '+' || c == '-' || c == '.';
  }

  private static boolean isLabel(char c) {
    return Ascii.isAnyWord(c) || c == '-';
  }
}

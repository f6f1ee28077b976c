package prefmill.transforms.mask.rules.contact;

import java.util.Locale;
import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.CharSet;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.rules.network.TopLevelNames;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * E-mail addresses as people write them (RFC 5321 without quoted local parts and address literals,
 * with letters of every script as in RFC 6531).
 *
 * <p>Not found: {@code git@host:path}, versions such as {@code pkg@1.2.3}, image names such as
 * {@code logo@2x.png}, and the {@code user:password@host} of a URL, which is a secret.
 */
public final class EmailRule implements PiiRule {
  private static final Trigger AT_SIGN = Trigger.at("@");
  private static final CharSet LOCAL_PUNCTUATION = CharSet.of("._%+-~");
  private static final String ELIDED = "oOdDlL";
  private static final int LONGEST_LOCAL = 64;
  private static final int LONGEST_SCHEME_SEARCH = 256;

  @Override
  public Trigger trigger() {
    return AT_SIGN;
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    if (text.at(at) != '@') {
      return;
    }
    int start = localStart(text, at);
    int end = domainEnd(text, at + 1);
    if (start == at || end < 0 || isNoAddress(text, start, at, end)) {
      return;
    }
    found.add(start, end, text.slice(start, end).toLowerCase(Locale.ROOT));
  }

  private static int localStart(FoldedText text, int at) {
    int start = at;
    while (isLocal(text.at(start - 1)) || isElision(text, start - 1)) {
      start--;
    }
    while (start < at && !isLocalFirst(text.at(start))) {
      start++;
    }
    return start < at ? start : unspacedStart(text, at);
  }

  /** The start of the letters before the sign in a script without blanks; the words before, too. */
  private static int unspacedStart(FoldedText text, int at) {
    int start = at;
    while (at - start < LONGEST_LOCAL && isUnspacedLocal(text.at(start - 1))) {
      start--;
    }
    while (start < at && !Character.isLetterOrDigit(text.at(start))) {
      start++;
    }
    return start;
  }

  /** The end of the longest domain that closes with a top-level name of letters, or -1. */
  private static int domainEnd(FoldedText text, int start) {
    int end = -1;
    int label = start;
    while (isLabelFirst(text.at(label))) {
      boolean unspaced = isUnspaced(text.at(label));
      int stop = label;
      while (isLabel(text.at(stop)) || (unspaced && isUnspaced(text.at(stop)))) {
        stop++;
      }
      if (label > start) {
        end =
            Math.max(
                end, unspaced ? TopLevelNames.unspacedEnd(text, label) : end(text, label, stop));
      }
      if (text.at(stop) != '.') {
        break;
      }
      label = stop + 1;
    }
    return end;
  }

  /** The end of a top-level name in a label, or -1. */
  private static int end(FoldedText text, int label, int stop) {
    if (isPunycode(text, label)) {
      return stop;
    }
    int letters = label;
    while (letters < stop && text.at(letters) != '-' && !Ascii.isDigit(text.at(letters))) {
      letters++;
    }
    boolean closes = letters == stop || text.at(letters) == '-';
    return closes && letters - label >= 2 ? letters : -1;
  }

  private static boolean isPunycode(FoldedText text, int label) {
    return text.has(label, "xn--") || text.has(label, "XN--");
  }

  private static boolean isNoAddress(FoldedText text, int start, int at, int end) {
    boolean remote = at - start == 3 && text.has(start, "git") && text.at(end) == ':';
    boolean retina =
        Ascii.isDigit(text.at(at + 1)) && text.at(at + 2) == 'x' && text.at(at + 3) == '.';
    return remote || retina || isUserInfo(text, start);
  }

  /** Whether a URL's user name stands before: scheme://user:HERE. */
  private static boolean isUserInfo(FoldedText text, int start) {
    if (text.at(start - 1) != ':') {
      return false;
    }
    int i = start - 1;
    int limit = Math.max(0, start - LONGEST_SCHEME_SEARCH);
    while (i > limit && text.at(i - 1) > ' ' && text.at(i - 1) != '/') {
      i--;
    }
    return text.at(i - 1) == '/' && text.at(i - 2) == '/' && text.at(i - 3) == ':';
  }

  /** The apostrophe of o'neil or d'arc, which opens no quotation. */
  private static boolean isElision(FoldedText text, int i) {
    return text.at(i) == '\''
        && ELIDED.indexOf(text.at(i - 1)) >= 0
        && Ascii.isLetter(text.at(i + 1))
        && !Ascii.isAnyWord(text.at(i - 2));
  }

  private static boolean isLocal(char c) {
    return Ascii.isAnyWord(c) || LOCAL_PUNCTUATION.has(c) || Ascii.isMark(c);
  }

  private static boolean isLocalFirst(char c) {
    return Ascii.isAnyWord(c) || c == '_' || c == '+';
  }

  private static boolean isUnspacedLocal(char c) {
    return isLocal(c) || isUnspaced(c);
  }

  private static boolean isLabelFirst(char c) {
    return isLabel(c) || isUnspaced(c);
  }

  private static boolean isLabel(char c) {
    return Ascii.isAnyWord(c) || c == '-' || Ascii.isMark(c);
  }

  /** Whether it is a letter of a script without blanks between words. */
  private static boolean isUnspaced(char c) {
    return Character.isLetter(c) && !Ascii.isAnyWord(c);
  }
}

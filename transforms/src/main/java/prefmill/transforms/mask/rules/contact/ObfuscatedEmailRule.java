package prefmill.transforms.mask.rules.contact;

import java.util.Locale;
import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.rules.network.TopLevelNames;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * E-mail addresses that are spelled so that programs shall not read them: {@code name at host dot
 * com}, {@code name [at] host [dot] com}, {@code name(at)host.com}, {@code <name at host.com>}.
 *
 * <p>The value is the address that is meant. Not found: {@code at} without any brackets before a
 * domain with a plain dot, and domains without a known top-level name, which a sentence may hold.
 */
public final class ObfuscatedEmailRule implements PiiRule {
  private static final Trigger AT = Trigger.wordsFrom("aA").then("tT");
  private static final String OPENING = "[({<_";
  private static final String CLOSING = "])}>_";
  private static final int MOST_LABELS = 5;
  private static final int LONGEST_LOCAL = 64;
  private static final int LONGEST_LABEL = 63;

  @Override
  public Trigger trigger() {
    return AT;
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    if (!isWord(text, at, "at") || Ascii.isAnyWord(text.at(at - 1))) {
      return;
    }
    int blank = text.at(at - 1) == ' ' && text.at(at + 2) == ' ' ? 1 : 0;
    boolean bracketed = isBracketed(text, at - blank - 1, at + 2 + blank);
    int local = skipBack(text, bracketed ? at - blank - 1 : at);
    int after = bracketed ? at + blank + 3 : at + 2;
    if ((!bracketed && (local == at || text.at(after) != ' ')) || at < found.reached()) {
      return;
    }
    StringBuilder domain = new StringBuilder();
    int end = readDomain(text, skip(text, after), bracketed, domain);
    boolean plain = end < 0 && !bracketed;
    if (plain) {
      domain.setLength(0);
      end = readDomain(text, skip(text, after), true, domain);
    }
    int start = end < 0 ? local : localStart(text, local);
    boolean enclosed = text.at(start - 1) == '<' && text.at(end) == '>';
    if (start < local && (!plain || enclosed)) {
      String address = text.slice(start, local) + "@" + domain;
      found.add(start, end, address.toLowerCase(Locale.ROOT));
    }
  }

  private static int readDomain(
      FoldedText text, int start, boolean bracketed, StringBuilder domain) {
    int label = start;
    int end = -1;
    for (int i = 0; i < MOST_LABELS; i++) {
      int stop = label;
      while (stop - label < LONGEST_LABEL && isLabel(text.at(stop))) {
        stop++;
      }
      if (stop == label) {
        return end;
      }
      domain.append(i > 0 ? "." : "").append(text.slice(label, stop));
      if (i > 0 && TopLevelNames.isAny(text, label, stop)) {
        end = stop;
      }
      int next = behindDot(text, stop, bracketed);
      if (next < 0) {
        return end == stop ? end : -1;
      }
      label = next;
    }
    return end;
  }

  /** The place behind a dot in words, in brackets, or after a bracketed at a plain one, or -1. */
  private static int behindDot(FoldedText text, int place, boolean bracketed) {
    if (text.at(place) == '.' && bracketed && isLabel(text.at(place + 1))) {
      return place + 1;
    }
    int dot = skip(text, place);
    boolean opened = OPENING.indexOf(text.at(dot)) >= 0;
    dot = opened ? skip(text, dot + 1) : dot;
    boolean dotted = isWord(text, dot, "dot") || isWord(text, dot, "punkt");
    if (opened && text.at(dot) == '.') {
      return behindBracket(text, dot + 1);
    }
    if (!dotted || (!opened && dot == place)) {
      return -1;
    }
    int end = dot + (isWord(text, dot, "dot") ? 3 : 5);
    return opened ? behindBracket(text, end) : skip(text, end);
  }

  private static int behindBracket(FoldedText text, int place) {
    int close = skip(text, place);
    return CLOSING.indexOf(text.at(close)) >= 0 ? skip(text, close + 1) : -1;
  }

  private static boolean isBracketed(FoldedText text, int open, int close) {
    int kind = OPENING.indexOf(text.at(open));
    return kind >= 0 && text.at(close) == CLOSING.charAt(kind);
  }

  private static int localStart(FoldedText text, int end) {
    int start = end;
    while (end - start < LONGEST_LOCAL && isLocal(text.at(start - 1))) {
      start--;
    }
    while (start < end && !Ascii.isAnyWord(text.at(start))) {
      start++;
    }
    return start;
  }

  private static boolean isWord(FoldedText text, int start, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (Character.toLowerCase(text.at(start + i)) != word.charAt(i)) {
        return false;
      }
    }
    return !Ascii.isAnyWord(text.at(start + word.length()));
  }

  private static int skip(FoldedText text, int place) {
    return text.at(place) == ' ' ? place + 1 : place;
  }

  private static int skipBack(FoldedText text, int place) {
    return text.at(place - 1) == ' ' ? place - 1 : place;
  }

  private static boolean isLocal(char c) {
    return Ascii.isAnyWord(c) || c == '.' || c == '_' || c == '+' || c == '-' || c == '%';
  }

  private static boolean isLabel(char c) {
    return Ascii.isAnyWord(c) || c == '-';
  }
}

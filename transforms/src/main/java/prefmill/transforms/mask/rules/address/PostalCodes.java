package prefmill.transforms.mask.rules.address;

import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.Surroundings;
import prefmill.transforms.mask.rules.Words;
import prefmill.transforms.mask.text.FoldedText;

/**
 * Postal codes that tell by themselves what they are: British (Royal Mail, PAF), Canadian (Canada
 * Post), and those of the United States behind the state (USPS, Publication 28).
 */
final class PostalCodes {
  private static final Words AREAS =
      Words.of(
          "ab al b ba bb bd bh bl bn br bs bt ca cb cf ch cm co cr ct cv cw da dd de dg dh dl dn dt"
              + " dy e ec eh en ex fk fy g gl gu gy ha hd hg hp hr hs hu hx ig im ip iv je ka kt kw"
              + " ky l la ld le ll ln ls lu m me mk ml n ne ng nn np nr nw ol ox pa pe ph pl po pr"
              + " rg rh rm s sa se sg sk sl sm sn so sp sr ss st sw sy ta td tf tn tq tr ts tw ub w"
              + " wa wc wd wf wn wr ws wv yo ze");

  private static final Words STATES =
      Words.of(
          "al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh"
              + " nj nm ny nc nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy dc pr vi gu as mp"
              + " aa ae ap");

  private static final String BRITISH_LAST = "ABDEFGHJLNPQRSTUWXYZ";
  private static final String CANADIAN_FIRST = "ABCEGHJKLMNPRSTVXY";
  private static final String CANADIAN_OTHER = "ABCEGHJKLMNPRSTVWXYZ";

  private PostalCodes() {}

  /** Where a code that begins at a place ends, or -1. */
  static int end(FoldedText text, int start) {
    int digit = start;
    while (digit - start < 2 && Ascii.isUpper(text.at(digit))) {
      digit++;
    }
    int british = britishEnd(text, start, digit);
    if (british > 0) {
      return british;
    }
    return isCanadian(text, start) ? start + 7 : -1;
  }

  /** Where a state and its code that begin at a place end, or -1. */
  static int endBehindState(FoldedText text, int start) {
    boolean upper = Ascii.isUpper(text.at(start)) && Ascii.isUpper(text.at(start + 1));
    if (!upper || text.at(start + 2) != ' ' || !STATES.has(text, start, start + 2)) {
      return -1;
    }
    int zip = start + 3;
    int end = digits(text, zip);
    if (end != zip + 5) {
      return -1;
    }
    boolean extended = text.at(end) == '-' && digits(text, end + 1) == end + 5;
    end = extended ? end + 5 : end;
    return Surroundings.closes(text, end) ? end : -1;
  }

  private static int britishEnd(FoldedText text, int start, int digit) {
    if (digit == start || !Ascii.isDigit(text.at(digit)) || !AREAS.has(text, start, digit)) {
      return -1;
    }
    int gap = digit + 1;
    gap += Ascii.isDigit(text.at(gap)) || Ascii.isUpper(text.at(gap)) ? 1 : 0;
    boolean inward =
        text.at(gap) == ' '
            && Ascii.isDigit(text.at(gap + 1))
            && isOneOf(text.at(gap + 2), BRITISH_LAST)
            && isOneOf(text.at(gap + 3), BRITISH_LAST);
    return inward && !Ascii.isAnyWord(text.at(gap + 4)) ? gap + 4 : -1;
  }

  private static boolean isCanadian(FoldedText text, int start) {
    return isOneOf(text.at(start), CANADIAN_FIRST)
        && Ascii.isDigit(text.at(start + 1))
        && isOneOf(text.at(start + 2), CANADIAN_OTHER)
        && (text.at(start + 3) == ' ' || text.at(start + 3) == '-')
        && Ascii.isDigit(text.at(start + 4))
        && isOneOf(text.at(start + 5), CANADIAN_OTHER)
        && Ascii.isDigit(text.at(start + 6))
        && !Ascii.isAnyWord(text.at(start + 7));
  }

  private static boolean isOneOf(char c, String letters) {
    return letters.indexOf(c) >= 0;
  }

  private static int digits(FoldedText text, int start) {
    int end = start;
    while (end - start < 6 && Ascii.isDigit(text.at(end))) {
      end++;
    }
    return end;
  }
}

package prefmill.transforms.mask.rules.place;

import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.rules.Words;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * Places on earth: pairs of decimals with five places or more (four behind a word that speaks of
 * places), degrees with minutes or with the letters of their hemispheres, geo URIs (RFC 5870), and
 * a single decimal behind a word such as lat or longitude.
 *
 * <p>The value is what is written. Not found: pairs within a longer list of numbers, and pairs that
 * are both between -1 and 1, which are rather a program's vectors.
 */
public final class CoordinatesRule implements PiiRule {
  private static final Words AXES =
      Words.of("lat latitude lng lon long longitude breite breitengrad länge längengrad");
  private static final Words MAPS =
      Words.of(
          "coordinates coordinate coords coord gps geo location position lat latitude map maps"
              + " koordinaten standort coordonnées coordenadas coordinate posizione latlng ll");
  private static final int LEAST_PLACES = 4;
  private static final int SURE_PLACES = 5;
  private static final int REACH = 24;
  private static final int NEXT = 6;
  private static final String HEMISPHERES = "NSEWO";
  private static final String MARKS = "°ºd'\"′″’”: ";
  private static final int LONGEST_ANGLE = 24;

  @Override
  public Trigger trigger() {
    return Trigger.wordsFrom(Trigger.DIGITS).then(Trigger.DIGITS + ".°º ");
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    if (!Ascii.isDigit(text.at(at)) || at < found.reached()) {
      return;
    }
    int whole = digits(text, at);
    if (whole > at + 3 || Ascii.isAnyWord(text.at(at - 1)) || isPiece(text, at)) {
      return;
    }
    char next = text.at(whole);
    if (isDegree(next) || (next == ' ' && isDegree(text.at(whole + 1)))) {
      lookAtAngles(text, at, found);
    } else if (next == '.') {
      lookAtDecimals(text, at, found);
    }
  }

  private static void lookAtDecimals(FoldedText text, int at, Findings found) {
    int start = start(text, at);
    int end = decimalEnd(text, at);
    int places = end - digits(text, at) - 1;
    if (places < 1) {
      return;
    }
    if (isDegree(text.at(end)) || (text.at(end) == ' ' && isHemisphere(text, end + 1))) {
      lookAtAngles(text, at, found);
      return;
    }
    boolean uri = text.has(start - 4, "geo:");
    int from = uri ? start - 4 : start;
    int second = end;
    while (second - end < 3 && ",; /".indexOf(text.at(second)) >= 0) {
      second++;
    }
    boolean parted = second > end && (text.at(end) != ' ' || second == end + 1);
    int secondDigits = text.at(second) == '-' || text.at(second) == '+' ? second + 1 : second;
    int secondEnd = decimalEnd(text, secondDigits);
    int secondPlaces = secondEnd - digits(text, secondDigits) - 1;
    int least = Math.min(places, secondPlaces);
    boolean precise =
        uri || least >= SURE_PLACES || (least >= LEAST_PLACES && MAPS.isBefore(text, start, REACH));
    if (parted
        && precise
        && isOnEarth(text, at, end, 90)
        && isOnEarth(text, secondDigits, secondEnd, 180)
        && (uri || isPair(text, start, at, secondDigits, secondEnd))) {
      found.add(from, secondEnd, text.slice(start, secondEnd).replace(" ", ""));
    } else if (places >= 3
        && isOnEarth(text, at, end, 180)
        && !Ascii.isAnyWord(text.at(end))
        && AXES.isBefore(text, start, NEXT)) {
      found.add(start, end, text.slice(start, end));
    }
  }

  /** Whether two numbers stand alone and are no small ones. */
  private static boolean isPair(FoldedText text, int start, int first, int second, int end) {
    char before = text.at(start - 1) == ' ' ? text.at(start - 2) : text.at(start - 1);
    int next = end;
    while (next - end < 2 && (text.at(next) == ',' || text.at(next) == ' ')) {
      next++;
    }
    boolean zoom = Ascii.isDigit(text.at(next)) && text.at(digits(text, next)) == 'z';
    boolean listed =
        before == ',' && Ascii.isDigit(text.at(start - (text.at(start - 1) == ' ' ? 3 : 2)));
    boolean small = text.has(first, "0.") && text.has(second, "0.");
    boolean more = next > end && !zoom && startsNumber(text, next);
    return !listed && !more && !small && !Ascii.isAnyWord(text.at(end));
  }

  private static void lookAtAngles(FoldedText text, int at, Findings found) {
    int end = angleEnd(text, at);
    if (end < 0) {
      return;
    }
    int second = end;
    while (second - end < 2 && ", ;".indexOf(text.at(second)) >= 0) {
      second++;
    }
    int secondEnd = Ascii.isDigit(text.at(second)) ? angleEnd(text, second) : -1;
    boolean minutes = text.slice(at, end).chars().filter(c -> MARKS.indexOf(c) >= 0).count() > 2;
    if (secondEnd > 0) {
      found.add(at, secondEnd, text.slice(at, secondEnd).replace(" ", ""));
    } else if (minutes) {
      found.add(at, end, text.slice(at, end).replace(" ", ""));
    }
  }

  /** The place behind an angle that ends with the letter of a hemisphere, or -1. */
  private static int angleEnd(FoldedText text, int at) {
    int i = at;
    boolean degree = false;
    while (i - at < LONGEST_ANGLE) {
      char c = text.at(i);
      if (isHemisphere(text, i)) {
        boolean marked = degree || text.at(i - 1) == ' ';
        return marked && isOnEarth(text, at, digits(text, at), 180) ? i + 1 : -1;
      }
      if (!Ascii.isDigit(c) && c != '.' && MARKS.indexOf(c) < 0) {
        return -1;
      }
      degree |= isDegree(c);
      i++;
    }
    return -1;
  }

  private static boolean isHemisphere(FoldedText text, int place) {
    return HEMISPHERES.indexOf(text.at(place)) >= 0 && !Ascii.isAnyWord(text.at(place + 1));
  }

  private static boolean startsNumber(FoldedText text, int place) {
    return Ascii.isDigit(text.at(place))
        || (text.at(place) == '-' && Ascii.isDigit(text.at(place + 1)));
  }

  private static boolean isOnEarth(FoldedText text, int start, int end, int most) {
    int whole = digits(text, start);
    int value = 0;
    for (int i = start; i < whole; i++) {
      value = value * 10 + text.at(i) - '0';
    }
    return end > start && whole > start && whole - start <= 3 && value <= most;
  }

  private static int start(FoldedText text, int at) {
    boolean sign = text.at(at - 1) == '-' || text.at(at - 1) == '+';
    return sign && !Ascii.isAnyWord(text.at(at - 2)) ? at - 1 : at;
  }

  private static int decimalEnd(FoldedText text, int at) {
    int whole = digits(text, at);
    return text.at(whole) == '.' ? digits(text, whole + 1) : whole;
  }

  private static int digits(FoldedText text, int start) {
    int end = start;
    while (end - start < 18 && Ascii.isDigit(text.at(end))) {
      end++;
    }
    return end;
  }

  private static boolean isPiece(FoldedText text, int at) {
    return text.at(at - 1) == '.' || (text.at(at - 1) == '-' && Ascii.isAnyWord(text.at(at - 2)));
  }

  private static boolean isDegree(char c) {
    return c == '°' || c == 'º';
  }
}

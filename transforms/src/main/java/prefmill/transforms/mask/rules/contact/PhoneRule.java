package prefmill.transforms.mask.rules.contact;

import java.util.List;
import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Surroundings;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * Phone numbers, by the numbering plans that libphonenumber knows.
 *
 * <p>International formats of every country; national formats of the given regions where the number
 * is written as a phone number is (grouped behind a trunk zero, 3-3-4 in North America); area codes
 * in brackets; seven to fifteen digits in any spelling behind a word that speaks of phones; with
 * their extension. The value is the number in E.164, or its digits where the country is unknown.
 * Not found: dates, versions, decimals, prices, and what an order or invoice number is called.
 */
public final class PhoneRule implements PiiRule {
  private static final int LEAST_DIGITS = 7;
  private static final int MOST_DIGITS = 15;
  private static final int LEAST_INTERNATIONAL = 7;
  private static final int NORTH_AMERICAN_AREA = 3;

  private final List<PhoneRegion> regions;
  private final PhoneRegion.Way[] ways;
  private final boolean open;

  private PhoneRule(List<PhoneRegion> regions) {
    this.regions = regions;
    this.ways = regions.stream().map(PhoneRegion::way).distinct().toArray(PhoneRegion.Way[]::new);
    this.open = List.of(ways).contains(PhoneRegion.Way.OPEN);
  }

  /** Looks for international formats and the national ones of these ISO 3166 codes. */
  public static PhoneRule of(List<String> regions) {
    return new PhoneRule(regions.stream().map(PhoneRegion::of).toList());
  }

  @Override
  public Trigger trigger() {
    return Trigger.numbers().ofDigits(LEAST_DIGITS);
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    if (!Ascii.isDigit(text.at(at))
        || Ascii.isDigit(text.at(at - 1))
        || isHopeless(text, at, found)
        || !PhoneStart.hasDigits(text, at, LEAST_DIGITS)
        || !PhoneStart.mayOpen(text, at)) {
      return;
    }
    PhoneShape shape = PhoneShape.read(text, at);
    if (shape.isInternational()) {
      lookInternational(text, shape, found);
    } else if (shape.isBracketed() || Surroundings.opens(text, shape.start())) {
      lookNational(text, shape, found);
    }
  }

  /**
   * Whether no word stands before a number, and neither its first digits can make a phone number of
   * it nor its place, which is in a row of numbers.
   */
  private boolean isHopeless(FoldedText text, int at, Findings found) {
    int end = at + 1;
    while (end - at <= NORTH_AMERICAN_AREA && Ascii.isDigit(text.at(end))) {
      end++;
    }
    boolean area = end - at == NORTH_AMERICAN_AREA || (end - at == 1 && text.at(at) == '1');
    boolean row =
        text.at(end) == ' '
            && Ascii.isDigit(text.at(end + 1))
            && PhoneShape.isBehindNumber(text, at)
            && !found.endsAt(at - 1);
    boolean start =
        area || open || text.at(at) == '0' || text.at(at - 1) == '(' || text.at(at - 1) == '+';
    return (row || !start) && !PhoneContext.mayTell(text, at);
  }

  private static void lookInternational(FoldedText text, PhoneShape shape, Findings found) {
    for (int count = shape.groups(); count > 0; count--) {
      int digits = shape.digits(count);
      if (digits < LEAST_INTERNATIONAL) {
        return;
      }
      if (shape.stands(count)) {
        String number = CallingCodes.e164(shape.allDigits(count));
        boolean written = shape.isBracketed() && digits >= 10 && digits <= MOST_DIGITS;
        if (number != null || written) {
          String value = number != null ? number : "+" + shape.allDigits(count);
          add(text, shape, count, value, found);
          return;
        }
      }
    }
  }

  private void lookNational(FoldedText text, PhoneShape shape, Findings found) {
    PhoneContext context = PhoneContext.before(text, shape.start(), found);
    boolean phone = context == PhoneContext.PHONE;
    boolean row = shape.isBehindNumber() && !found.endsAt(shape.start() - 1);
    boolean other = context == PhoneContext.OTHER || row;
    if (!phone && (other || !mayLookRight(shape))) {
      return;
    }
    for (int count = shape.groups(); count > 0; count--) {
      int digits = shape.digits(count);
      if (digits < LEAST_DIGITS) {
        return;
      }
      if (!shape.stands(count) || PhoneLookalikes.isAddressOrDate(shape, count)) {
        continue;
      }
      String number = number(shape, count, phone, found);
      if (number == null && phone && digits <= MOST_DIGITS) {
        number = shape.allDigits(count);
      }
      if (number != null) {
        add(text, shape, count, number, found);
        return;
      }
    }
  }

  /** Whether one of its beginnings may be a phone number without a word that says so. */
  private boolean mayLookRight(PhoneShape shape) {
    boolean right = shape.isDialledAbroad() || shape.opensInBrackets();
    for (PhoneRegion.Way way : ways) {
      right |= way.mayLookRight(shape);
    }
    return right;
  }

  private String number(PhoneShape shape, int count, boolean phone, Findings found) {
    if (shape.isDialledAbroad()) {
      String number = CallingCodes.e164(shape.allDigits(count).substring(2));
      return phone || count > 1 || shape.digits(count) >= 12 ? number : null;
    }
    String likely = null;
    for (PhoneRegion region : regions) {
      boolean looks = region.looksRight(shape, count);
      if (looks && shape.isNorthAmerican(count)) {
        return region.e164(shape, count);
      }
      if (looks || phone) {
        boolean sure = phone || region.isSureOf(shape, count);
        boolean judge = found.takesJudgement();
        String judged = judge ? region.judged(shape, count, !sure && count == 1) : null;
        if (judged != null) {
          return judged;
        }
        likely = likely == null && looks && (sure || !judge) ? region.e164(shape, count) : likely;
      }
    }
    return likely == null && shape.isAreaInBrackets(count) ? shape.allDigits(count) : likely;
  }

  private static void add(
      FoldedText text, PhoneShape shape, int count, String number, Findings found) {
    int start = shape.start();
    int end = PhoneExtension.end(text, shape.end(count));
    boolean open = text.at(start) == '(' && text.slice(start, end).indexOf(')') < 0;
    found.add(open ? start + 1 : start, end, number);
  }
}

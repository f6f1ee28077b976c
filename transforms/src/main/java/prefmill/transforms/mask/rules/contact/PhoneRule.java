package prefmill.transforms.mask.rules.contact;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Surroundings;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * Phone numbers, judged by libphonenumber.
 *
 * <p>International formats of every country; national formats of the given regions where the number
 * is valid and written as a phone number is (grouped behind a trunk zero, 3-3-4 in North America),
 * in any spelling behind a word that speaks of phones. The value is the number in E.164. Not found:
 * dates, versions, decimals, prices, and what an order or invoice number is called.
 */
public final class PhoneRule implements PiiRule {
  private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();
  private static final String INTERNATIONAL = "ZZ";
  private static final int LEAST_DIGITS = 7;
  private static final int LEAST_INTERNATIONAL = 8;

  private final List<PhoneRegion> regions;

  private PhoneRule(List<PhoneRegion> regions) {
    this.regions = regions;
  }

  /** Looks for international formats and the national ones of these ISO 3166 codes. */
  public static PhoneRule of(List<String> regions) {
    return new PhoneRule(regions.stream().map(PhoneRegion::of).toList());
  }

  @Override
  public Trigger trigger() {
    return Trigger.numbers();
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    if (!Ascii.isDigit(text.at(at))
        || Ascii.isDigit(text.at(at - 1))
        || !PhoneShape.hasDigits(text, at, LEAST_DIGITS)) {
      return;
    }
    PhoneShape shape = PhoneShape.read(text, at);
    if (shape.isInternational()) {
      lookInternational(text, shape, found);
    } else if (shape.isBracketed() || Surroundings.opens(text, shape.start())) {
      lookNational(text, shape, found);
    }
  }

  private static void lookInternational(FoldedText text, PhoneShape shape, Findings found) {
    for (int count = shape.groups(); count > 0; count--) {
      if (shape.digits(count) < LEAST_INTERNATIONAL) {
        return;
      }
      if (shape.stands(count)) {
        PhoneNumber number = parse(shape.spelling(count), INTERNATIONAL);
        if (number != null && PHONES.isPossibleNumber(number)) {
          add(text, shape, count, number, found);
          return;
        }
      }
    }
  }

  private void lookNational(FoldedText text, PhoneShape shape, Findings found) {
    boolean phone = PhoneContext.isPhone(text, shape.start());
    if (!phone && (PhoneContext.isOther(text, shape.start()) || shape.isBehindNumber())) {
      return;
    }
    for (int count = shape.groups(); count > 0; count--) {
      if (shape.digits(count) < LEAST_DIGITS) {
        return;
      }
      if (shape.stands(count) && !shape.isOtherKind(count)) {
        PhoneNumber number = number(shape, count, phone);
        if (number != null) {
          add(text, shape, count, number, found);
          return;
        }
      }
    }
  }

  private PhoneNumber number(PhoneShape shape, int count, boolean phone) {
    if (shape.isDialledAbroad()) {
      PhoneNumber number = parse("+" + shape.spelling(count).substring(2), INTERNATIONAL);
      return number != null && PHONES.isValidNumber(number) ? number : null;
    }
    for (PhoneRegion region : regions) {
      if (region.looksRight(shape, count, phone)) {
        PhoneNumber number = parse(shape.spelling(count), region.code());
        if (number != null && region.accepts(number, shape, count, phone)) {
          return number;
        }
      }
    }
    return null;
  }

  private static void add(
      FoldedText text, PhoneShape shape, int count, PhoneNumber number, Findings found) {
    int start = shape.start();
    int end = shape.end(count);
    boolean open = text.at(start) == '(' && text.slice(start, end).indexOf(')') < 0;
    found.add(open ? start + 1 : start, end, PHONES.format(number, PhoneNumberFormat.E164));
  }

  private static PhoneNumber parse(String spelling, String region) {
    try {
      return PHONES.parse(spelling, region);
    } catch (NumberParseException e) {
      // Not a phone number: an answer, not an error.
      return null;
    }
  }
}

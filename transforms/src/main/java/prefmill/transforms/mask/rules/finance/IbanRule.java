package prefmill.transforms.mask.rules.finance;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import prefmill.transforms.mask.rules.Ascii;
import prefmill.transforms.mask.rules.PiiRule;
import prefmill.transforms.mask.rules.Trigger;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * International bank account numbers (ISO 13616): the country's length and a remainder of 1 modulo
 * 97, plain or in groups parted by single blanks or hyphens, in any case.
 *
 * <p>The value is the number in upper case without separators.
 */
public final class IbanRule implements PiiRule {
  /** Length by country, as the SWIFT IBAN registry has them. */
  private static final String REGISTRY =
      "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27"
          + " DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21"
          + " HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27"
          + " MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24"
          + " RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22"
          + " VG24 XK20 YE30";

  private static final Map<String, Integer> LENGTHS = lengths();

  @Override
  public Trigger trigger() {
    return Trigger.numbersWithinWords().then(Trigger.DIGITS);
  }

  @Override
  public void look(FoldedText text, int at, Findings found) {
    if (!Ascii.isDigit(text.at(at))
        || !Ascii.isLetter(text.at(at - 1))
        || !Ascii.isDigit(text.at(at + 1))) {
      return;
    }
    int start = at - 2;
    if (!Ascii.isLetter(text.at(start)) || Ascii.isAnyWord(text.at(start - 1))) {
      return;
    }
    Integer length = LENGTHS.get(text.slice(start, at).toUpperCase(Locale.ROOT));
    if (length == null) {
      return;
    }
    StringBuilder number = new StringBuilder(length);
    int i = start;
    while (number.length() < length) {
      char c = text.at(i);
      if (Ascii.isWord(c)) {
        number.append(Character.toUpperCase(c));
      } else if ((c != ' ' && c != '-') || !Ascii.isWord(text.at(i + 1))) {
        return;
      }
      i++;
    }
    if (!Ascii.isAnyWord(text.at(i)) && remainder(number) == 1) {
      found.add(start, i, number.toString());
    }
  }

  /** The number with its first four characters last, letters as 10 to 35, modulo 97. */
  private static int remainder(CharSequence number) {
    int remainder = 0;
    for (int i = 0; i < number.length(); i++) {
      int digit = Character.digit(number.charAt((i + 4) % number.length()), 36);
      remainder = (remainder * (digit > 9 ? 100 : 10) + digit) % 97;
    }
    return remainder;
  }

  private static Map<String, Integer> lengths() {
    Map<String, Integer> lengths = new HashMap<>();
    for (String entry : REGISTRY.split(" ", -1)) {
      lengths.put(entry.substring(0, 2), Integer.valueOf(entry.substring(2)));
    }
    return lengths;
  }
}

package prefmill.transforms.mask.rules.identity;

import static prefmill.transforms.mask.rules.identity.CheckDigits.at;
import static prefmill.transforms.mask.rules.identity.CheckDigits.isDate;
import static prefmill.transforms.mask.rules.identity.CheckDigits.isMonthAndDay;
import static prefmill.transforms.mask.rules.identity.CheckDigits.modulo;
import static prefmill.transforms.mask.rules.identity.CheckDigits.number;
import static prefmill.transforms.mask.rules.identity.CheckDigits.weighted;

import java.util.Set;

/** Whether a number, upper case and without separators, is a right one of a European authority. */
final class EuropeanIds {
  private static final String DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
  private static final String HETU_SIGNS = "0123456789ABCDEFHJKLMNPRSTUVWXY";
  private static final Set<String> UNUSED_NINO = Set.of("BG", "GB", "KN", "NK", "NT", "TN", "ZZ");

  private EuropeanIds() {}

  /** UK national insurance number (HMRC, NIM39110). */
  static boolean nino(String id) {
    return "DFIQUV".indexOf(id.charAt(0)) < 0
        && "DFIQUVO".indexOf(id.charAt(1)) < 0
        && id.charAt(8) <= 'D'
        && !UNUSED_NINO.contains(id.substring(0, 2));
  }

  /** NHS number of England, Wales and the Isle of Man (NHS data dictionary, modulus 11). */
  static boolean nhs(String id) {
    int check = (11 - weighted(id, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11) % 11;
    return check == at(id, 9) && number(id, 0, 9) > 0;
  }

  /**
   * German tax identification number (BZSt): no zero first, ISO/IEC 7064 MOD 11,10, and among the
   * first ten digits one that stands twice or thrice, not thrice in a row, the others once at most.
   */
  static boolean germanTax(String id) {
    int[] counts = new int[10];
    for (int i = 0; i < 10; i++) {
      counts[at(id, i)]++;
    }
    int repeated = 0;
    for (int count : counts) {
      if (count > 3) {
        return false;
      }
      repeated += count > 1 ? 1 : 0;
    }
    boolean row = false;
    for (int i = 2; i < 10; i++) {
      row |= id.charAt(i) == id.charAt(i - 1) && id.charAt(i) == id.charAt(i - 2);
    }
    return at(id, 0) > 0 && repeated == 1 && !row && CheckDigits.mod11And10(id);
  }

  /**
   * French registration number of a person (INSEE, NIR): sex, year, month, department, commune,
   * order, key 97 - n mod 97; Corsica's 2A and 2B count as 19 and 18.
   */
  static boolean nir(String id) {
    String number = id;
    if (id.charAt(5) == '2' && (id.charAt(6) == 'A' || id.charAt(6) == 'B')) {
      number = id.substring(0, 5) + (id.charAt(6) == 'A' ? "19" : "18") + id.substring(7);
    }
    if (number.chars().anyMatch(c -> c > '9')) {
      return false;
    }
    int month = number(number, 3, 5);
    boolean known = (month >= 1 && month <= 12) || (month >= 20 && month <= 42) || month >= 50;
    boolean sex = at(number, 0) >= 1 && (at(number, 0) <= 4 || at(number, 0) >= 7);
    return sex
        && at(number, 0) < 9
        && known
        && number(number, 5, 7) > 0
        && 97 - modulo(number, 0, 13, 97) == number(number, 13, 15);
  }

  /** Spanish DNI (Real Decreto 1553/2005): the letter of n mod 23. */
  static boolean dni(String id) {
    return id.charAt(8) == DNI_LETTERS.charAt(number(id, 0, 8) % 23);
  }

  /** Spanish NIE: as the DNI, X, Y and Z standing for 0, 1 and 2. */
  static boolean nie(String id) {
    int series = id.charAt(0) - 'X';
    return series >= 0 && series <= 2 && dni(series + id.substring(1));
  }

  /** Dutch BSN (RvIG): the eleven-test, the last digit counting negative. */
  static boolean bsn(String id) {
    return number(id, 0, 9) > 0 && weighted(id, 9, 8, 7, 6, 5, 4, 3, 2, -1) % 11 == 0;
  }

  /** Swedish personal identity or coordination number (Skatteverket): date and Luhn digit. */
  static boolean personnummer(String id) {
    String ten = id.replaceAll("[-+]", "");
    ten = ten.substring(ten.length() - 10);
    int day = number(ten, 4, 6);
    return isDate(number(ten, 2, 4), day > 60 ? day - 60 : day) && CheckDigits.luhn(ten);
  }

  /** The same with a full year, of one who is grown up. */
  static boolean grownUpsPersonnummer(String id) {
    int year = number(id, 0, 4);
    return year >= 1900 && year < 2010 && personnummer(id);
  }

  /** Polish PESEL: month with the century, day, weights 1, 3, 7, 9. */
  static boolean pesel(String id) {
    int sum = weighted(id, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3);
    return isDate(number(id, 2, 4) % 20, number(id, 4, 6)) && (10 - sum % 10) % 10 == at(id, 10);
  }

  /** Finnish HETU (DVV): day, month, year, century's sign, number, remainder by 31 as a sign. */
  static boolean hetu(String id) {
    String digits = id.substring(0, 6) + id.substring(7, 10);
    return "+-ABCDEFYXWVU".indexOf(id.charAt(6)) >= 0
        && isDate(number(id, 2, 4), number(id, 0, 2))
        && id.charAt(10) == HETU_SIGNS.charAt(number(digits, 0, 9) % 31);
  }

  /** Swiss AHV number: 756 and an EAN-13 check digit. */
  static boolean ahv(String id) {
    int sum = weighted(id, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1);
    return id.startsWith("756") && sum % 10 == 0;
  }

  /** Belgian national number: 97 - n mod 97, from the year 2000 with a 2 before. */
  static boolean belgian(String id) {
    int check = number(id, 9, 11);
    return isMonthAndDay(id, 2)
        && (97 - modulo(id, 0, 9, 97) == check || 97 - modulo("2" + id, 0, 10, 97) == check);
  }

  /** Norwegian fødselsnummer: two digits modulo 11. */
  static boolean norwegian(String id) {
    return weighted(id, 3, 7, 6, 1, 8, 9, 4, 5, 2, 1) % 11 == 0
        && weighted(id, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
  }

  /** Danish CPR number: a date, no check since 2007. */
  static boolean cpr(String id) {
    return isDate(number(id, 2, 4), number(id, 0, 2));
  }

  /** Portuguese NIF: modulo 11. */
  static boolean nif(String id) {
    int check = 11 - weighted(id, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
    return (check > 9 ? 0 : check) == at(id, 8);
  }
}

package prefmill.transforms.mask.rules.identity;

import static prefmill.transforms.mask.rules.identity.CheckDigits.at;
import static prefmill.transforms.mask.rules.identity.CheckDigits.isMonthAndDay;
import static prefmill.transforms.mask.rules.identity.CheckDigits.number;
import static prefmill.transforms.mask.rules.identity.CheckDigits.weighted;

/** Whether a number, upper case and without separators, is a right one of an authority overseas. */
final class OtherIds {
  private static final String[] NRIC_LETTERS = {"JZIHGFEDCBA", "XWUTRQPNMLK", "XWUTRQPNJLK"};

  private OtherIds() {}

  /** Brazilian CPF (Receita Federal): two digits modulo 11; not eleven times one digit. */
  static boolean cpf(String id) {
    int first = 11 - weighted(id, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
    int second = 11 - weighted(id, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
    return (first > 9 ? 0 : first) == at(id, 9)
        && (second > 9 ? 0 : second) == at(id, 10)
        && id.chars().distinct().count() > 1;
  }

  /** Indian Aadhaar number (UIDAI): twelve digits from 2, Verhoeff. */
  static boolean aadhaar(String id) {
    return at(id, 0) >= 2 && CheckDigits.verhoeff(id);
  }

  /** Indian permanent account number (Income Tax Department): the fourth letter is the holder's. */
  static boolean pan(String id) {
    return "ABCEFGHJLPT".indexOf(id.charAt(3)) >= 0;
  }

  /** Singapore NRIC or FIN (ICA): weights 2, 7, 6, 5, 4, 3, 2; T and G add 4, M adds 3. */
  static boolean nric(String id) {
    char series = id.charAt(0);
    int kind = "STFGM".indexOf(series);
    if (kind < 0) {
      return false;
    }
    int offset = series == 'T' || series == 'G' ? 4 : series == 'M' ? 3 : 0;
    int sum = offset + weighted("0" + id.substring(1, 8), 0, 2, 7, 6, 5, 4, 3, 2);
    return id.charAt(8) == NRIC_LETTERS[kind / 2].charAt(sum % 11);
  }

  /** Australian tax file number (ATO): nine digits, modulo 11. */
  static boolean taxFileNumber(String id) {
    return number(id, 0, 9) > 0 && weighted(id, 1, 4, 3, 7, 5, 8, 6, 9, 10) % 11 == 0;
  }

  /**
   * Australian Medicare card: first digit 2 to 6, the ninth a check, the tenth the card's issue.
   */
  static boolean medicare(String id) {
    return at(id, 0) >= 2
        && at(id, 0) <= 6
        && weighted(id, 1, 3, 7, 9, 1, 3, 7, 9) % 10 == at(id, 8)
        && at(id, 9) > 0;
  }

  /** Canadian social insurance number: Luhn; 8 is not issued. */
  static boolean socialInsurance(String id) {
    return at(id, 0) > 0 && at(id, 0) != 8 && CheckDigits.luhn(id);
  }

  /** South Korean resident registration number: a date, then the century's sign. */
  static boolean residentRegistration(String id) {
    return isMonthAndDay(id, 2) && at(id, 6) <= 8;
  }

  /** Chinese resident identity number (GB 11643): a date of birth, ISO/IEC 7064 MOD 11-2. */
  static boolean residentIdentity(String id) {
    int century = number(id, 6, 8);
    return (century == 19 || century == 20) && isMonthAndDay(id, 10) && CheckDigits.mod11And2(id);
  }

  /** South African identity number: a date, Luhn. */
  static boolean southAfrican(String id) {
    return isMonthAndDay(id, 2) && at(id, 10) <= 2 && CheckDigits.luhn(id);
  }

  /** Mexican CURP: a date of birth and the sex. */
  static boolean curp(String id) {
    return isMonthAndDay(id, 6) && "HMX".indexOf(id.charAt(10)) >= 0;
  }
}

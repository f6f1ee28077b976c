package prefmill.transforms.mask.corpus.values;

import java.util.Random;

/**
 * Ids as the authorities' published rules make them; written apart from the rules that find them.
 */
public final class AuthorityIds {
  private static final int[] VERHOEFF = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};

  private AuthorityIds() {}

  public static String nino(Random random) {
    String id =
        Digits.until(
            random,
            "@@######",
            s ->
                s.matches("[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z].*")
                    && !s.matches("(BG|GB|KN|NK|NT|TN|ZZ).*"));
    return Digits.write(
        id + (char) ('A' + random.nextInt(4)), form(random, "## ## ## ## #|#########"));
  }

  public static String nhs(Random random) {
    String id =
        Digits.until(
            random, "4#########", s -> Digits.sum(s, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1) % 11 == 0);
    return Digits.write(id, form(random, "### ### ####|##########"));
  }

  public static String germanTax(Random random) {
    String digits = "1234567890";
    StringBuilder ten = new StringBuilder();
    while (ten.length() < 10) {
      ten.append(digits.charAt(random.nextInt(10)));
      String so = ten.toString();
      long different = so.chars().distinct().count();
      if (so.startsWith("0") || so.length() - different > 1) {
        ten.setLength(ten.length() - 1);
      }
    }
    if (ten.chars().distinct().count() == 10) {
      ten.setCharAt(9, ten.charAt(0));
    }
    int carry = 10;
    for (int i = 0; i < ten.length(); i++) {
      char c = ten.charAt(i);
      int sum = (carry + c - '0') % 10;
      carry = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    int check = carry == 1 ? 0 : 11 - carry;
    return Digits.write(ten.toString() + check, form(random, "## ### ### ###|###########"));
  }

  public static String nir(Random random) {
    String born = Digits.pick(random, "1", "2") + Digits.date(random, 1940, 2005, "yyMM");
    String rest = Digits.fill(random, "0######");
    String department = Digits.pick(random, "75", "69", "13", "2A", "2B", "59");
    String number = born + department + rest.substring(1);
    long counted = Long.parseLong(number.replace("2A", "19").replace("2B", "18"));
    String key = String.format("%02d", 97 - counted % 97);
    return Digits.write(number + key, form(random, "# ## ## ## ### ### ##|###############"));
  }

  public static String dni(Random random) {
    String number = Digits.fill(random, "########");
    String letter = letter(Integer.parseInt(number));
    return Digits.write(number + letter, form(random, "#########|########-#|##.###.###-#"));
  }

  public static String nie(Random random) {
    int series = random.nextInt(3);
    String number = Digits.fill(random, "#######");
    String letter = letter(Integer.parseInt(series + number));
    return Digits.write(
        "XYZ".charAt(series) + number + letter, form(random, "#########|#-#######-#"));
  }

  private static String letter(int number) {
    int place = number % 23;
    return "TRWAGMYFPDXBNJZSQVHLCKE".substring(place, place + 1);
  }

  public static String bsn(Random random) {
    String id =
        Digits.until(random, "1########", s -> Digits.sum(s, 9, 8, 7, 6, 5, 4, 3, 2, -1) % 11 == 0);
    return Digits.write(id, form(random, "#########|####.##.###"));
  }

  public static String personnummer(Random random) {
    String born = Digits.date(random, 1930, 2009, "yyMMdd");
    String id = Digits.until(random, born + "####", Checks::isLuhn);
    return Digits.write(id, form(random, "######-####|##########|19######-####"));
  }

  public static String cpf(Random random) {
    String nine = Digits.fill(random, "#########");
    String ten = nine + elevens(nine, 10);
    return Digits.write(ten + elevens(ten, 11), form(random, "###.###.###-##|###########"));
  }

  private static int elevens(String digits, int weight) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      sum += (weight - i) * (digits.charAt(i) - '0');
    }
    return sum * 10 % 11 % 10;
  }

  /** Verhoeff's check by the arithmetic of the dihedral group instead of its table. */
  public static String aadhaar(Random random) {
    String id = Digits.until(random, "7###########", AuthorityIds::isVerhoeff);
    return Digits.write(id, form(random, "#### #### ####|############"));
  }

  private static boolean isVerhoeff(String digits) {
    int product = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      for (int power = 0; power < i % 8; power++) {
        digit = VERHOEFF[digit];
      }
      product = multiply(product, digit);
    }
    return product == 0;
  }

  private static int multiply(int left, int right) {
    int turn = left < 5 ? left % 5 + right % 5 : left % 5 - right % 5 + 5;
    return turn % 5 + ((left < 5) == (right < 5) ? 0 : 5);
  }

  public static String pan(Random random) {
    return Digits.until(random, "@@@P@####@", s -> true);
  }

  public static String nric(Random random) {
    String digits = Digits.fill(random, "#######");
    int sum = Digits.sum(digits, 2, 7, 6, 5, 4, 3, 2);
    String letters = "ABCDEFGHIZJ";
    String foreign = "KLMNPQRTUWX";
    return switch (random.nextInt(4)) {
      case 0 -> "S" + digits + letters.charAt(10 - sum % 11);
      case 1 -> "T" + digits + letters.charAt(10 - (sum + 4) % 11);
      case 2 -> "F" + digits + foreign.charAt(10 - sum % 11);
      default -> "G" + digits + foreign.charAt(10 - (sum + 4) % 11);
    };
  }

  public static String tfn(Random random) {
    String id =
        Digits.until(random, "1########", s -> Digits.sum(s, 1, 4, 3, 7, 5, 8, 6, 9, 10) % 11 == 0);
    return Digits.write(id, form(random, "### ### ###|#########"));
  }

  public static String medicare(Random random) {
    String eight = Digits.fill(random, "2#######");
    int check = Digits.sum(eight, 1, 3, 7, 9, 1, 3, 7, 9) % 10;
    return Digits.write(eight + check + "1", form(random, "#### ##### #|##########"));
  }

  public static String ssn(Random random) {
    return Digits.until(
        random,
        "###-##-####",
        s -> !s.matches("(000|666|9..)-.*") && !s.matches("...-00-.*") && !s.endsWith("0000"));
  }

  public static String itin(Random random) {
    int group = Digits.pick(random, 50, 65, 70, 88, 90, 92, 94, 99);
    return Digits.fill(random, "9##-" + group + "-####");
  }

  private static String form(Random random, String forms) {
    return Digits.pick(random, forms.split("\\|", -1));
  }
}

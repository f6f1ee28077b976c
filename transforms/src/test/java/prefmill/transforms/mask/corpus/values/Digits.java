package prefmill.transforms.mask.corpus.values;

import java.util.Random;
import java.util.function.Predicate;

/** Random numbers and letters in given forms. */
public final class Digits {
  private static final int TRIES = 1_000_000;

  private Digits() {}

  /** Fills a form: # is a digit, @ a capital letter, anything else itself. */
  public static String fill(Random random, String form) {
    StringBuilder filled = new StringBuilder();
    for (int i = 0; i < form.length(); i++) {
      char c = form.charAt(i);
      if (c == '#') {
        filled.append((char) ('0' + random.nextInt(10)));
      } else if (c == '@') {
        filled.append((char) ('A' + random.nextInt(26)));
      } else {
        filled.append(c);
      }
    }
    return filled.toString();
  }

  /** Fills a form until the value is right. */
  public static String until(Random random, String form, Predicate<String> right) {
    for (int i = 0; i < TRIES; i++) {
      String value = fill(random, form);
      if (right.test(value)) {
        return value;
      }
    }
    throw new IllegalStateException("no value of the form " + form + " is right");
  }

  /** Writes a value into a form: each # is its next character. */
  public static String write(String value, String form) {
    StringBuilder written = new StringBuilder();
    int next = 0;
    for (int i = 0; i < form.length(); i++) {
      char c = form.charAt(i);
      written.append(c == '#' ? value.charAt(next++) : c);
    }
    return written.toString();
  }

  /** One of some. */
  @SafeVarargs
  public static <T> T pick(Random random, T... some) {
    return some[random.nextInt(some.length)];
  }

  /** The sum of digits times weights. */
  public static int sum(String digits, int... weights) {
    int sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * (digits.charAt(i) - '0');
    }
    return sum;
  }

  /** A date in a pattern of yyyy, yy, MM and dd. */
  public static String date(Random random, int from, int to, String pattern) {
    int year = from + random.nextInt(to - from);
    String month = String.format("%02d", 1 + random.nextInt(12));
    String day = String.format("%02d", 1 + random.nextInt(28));
    return pattern
        .replace("yyyy", String.valueOf(year))
        .replace("yy", String.format("%02d", year % 100))
        .replace("MM", month)
        .replace("dd", day);
  }
}

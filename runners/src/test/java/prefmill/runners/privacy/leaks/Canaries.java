package prefmill.runners.privacy.leaks;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import prefmill.runners.privacy.leaks.Canary.Kind;

/**
 * Plants canaries in texts: each mark such as {@code «email»} becomes a new one. {@code «name»} is
 * the same all over a text, as it is its author's; {@code «again»} is the one before; {@code u:}
 * writes what is no letter or digit as JSON escapes, and {@code w:} as escapes within a string of
 * JSON.
 */
final class Canaries {
  /** No prefix of a key is longer. */
  static final int LONGEST_PREFIX = 7;

  private static final Pattern MARK =
      Pattern.compile("«(?:([uw]):)?(email|card|digits|name|key|again)»");
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
  private static final String DIGITS = "0123456789";
  private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String MIXED = LETTERS + UPPER + DIGITS;
  private static final List<String> HOSTS =
      List.of("example.org", "example.com", "mail.example.net", "example.co.uk");
  private static final List<String> CARDS = List.of("4539", "5412", "2221", "6011");

  private final Random random;
  private final List<Canary> drawn = new ArrayList<>();
  private int keys;

  Canaries(long seed) {
    random = new Random(seed);
  }

  /** Those that were planted. */
  List<Canary> drawn() {
    return List.copyOf(drawn);
  }

  /** The text with a canary at every mark. */
  String fill(String template) {
    String[] nameAndLast = new String[2];
    return MARK.matcher(template).replaceAll(mark -> quoted(mark, nameAndLast));
  }

  private String quoted(MatchResult mark, String[] nameAndLast) {
    String value =
        switch (mark.group(2)) {
          case "again" -> nameAndLast[1];
          case "name" -> {
            if (nameAndLast[0] == null) {
              nameAndLast[0] = draw(Kind.NAME);
            }
            yield nameAndLast[0];
          }
          case "email" -> draw(Kind.EMAIL);
          case "key" -> draw(Kind.KEY);
          case "card" -> draw(Kind.CARD);
          default -> draw(Kind.CARD).replaceAll("[ -]", "");
        };
    nameAndLast[1] = value;
    String escape =
        mark.group(1) == null ? "" : mark.group(1).equals("u") ? "\\u%04x" : "\\\\u%04x";
    return Matcher.quoteReplacement(
        escape.isEmpty() ? value : Canary.escaped(value, Canary.NO_WORD, escape));
  }

  private String draw(Kind kind) {
    String value =
        switch (kind) {
          case EMAIL ->
              some(LETTERS, 9) + "." + some(LETTERS, 4) + some(DIGITS, 2) + "@" + one(HOSTS);
          case CARD -> card();
          case NAME -> capital(some(LETTERS, 9)) + " " + capital(some(LETTERS, 10));
          case KEY -> key();
        };
    drawn.add(new Canary(kind, value));
    return value;
  }

  private String key() {
    return switch (keys++ % 5) {
      case 0 -> "AKIA" + some(UPPER, 16);
      case 1 -> "ghp_" + some(MIXED, 36);
      case 2 -> "glpat-" + some(MIXED, 18) + some(DIGITS, 2);
      case 3 -> "sk-ant-" + some(MIXED, 24) + some(DIGITS, 2) + "x";
      default -> "hf_" + some(MIXED, 34);
    };
  }

  private String card() {
    String digits = one(CARDS) + some(DIGITS, 11);
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighted = i % 2 == 0 ? 2 * digit : digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    String whole = digits + (10 - sum % 10) % 10;
    String separator = List.of("", " ", "-").get(drawn.size() % 3);
    return whole.replaceAll("(.{4})(?=.)", "$1" + separator);
  }

  private String some(String signs, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(signs.charAt(random.nextInt(signs.length())));
    }
    return text.toString();
  }

  private String one(List<String> texts) {
    return texts.get(random.nextInt(texts.size()));
  }

  private static String capital(String word) {
    return Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}

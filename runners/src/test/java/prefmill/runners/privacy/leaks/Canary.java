package prefmill.runners.privacy.leaks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A value made for one test, which must not be seen again anywhere.
 *
 * @param kind what it is
 * @param value the value as it is planted, but for its escapes
 */
record Canary(Kind kind, String value) {
  /** What masking is to find. */
  enum Kind {
    EMAIL,
    CARD,
    NAME,
    KEY
  }

  /** Characters that escapes spell out. */
  static final String NO_WORD = "[^A-Za-z0-9]";

  private static final String SEPARATORS = "[ -]";
  private static final int BITS_OF_SIGN = 6;

  /** The texts that give it away: it, its telling parts, and it with other separators. */
  Set<String> tells() {
    Set<String> tells = new LinkedHashSet<>();
    tells.add(value);
    switch (kind) {
      case EMAIL -> tells.add(value.substring(0, value.indexOf('@')));
      case KEY -> tells.add(value.substring(Canaries.LONGEST_PREFIX));
      case NAME -> {
        tells.addAll(List.of(value.split(" ", -1)));
        tells.add(value.replace(" ", ""));
        tells.add(value.replace(' ', '.'));
      }
      case CARD -> {
        String digits = value.replaceAll(SEPARATORS, "");
        tells.add(digits);
        tells.add(digits.replaceAll("(.{4})(?=.)", "$1 "));
        tells.add(digits.replaceAll("(.{4})(?=.)", "$1-"));
      }
    }
    return tells;
  }

  /** The bytes to search for, by the name of their form. */
  Map<String, Set<String>> forms() {
    Map<String, Set<String>> forms = new LinkedHashMap<>();
    for (String tell : tells()) {
      add(forms, "plain", latin(tell.getBytes(UTF_8)));
      add(forms, "UTF-16LE", latin(tell.getBytes(UTF_16LE)));
      add(forms, "UTF-16BE", latin(tell.getBytes(UTF_16BE)));
      add(forms, "JSON-escaped", escaped(tell, ".", "\\u%04x"));
      if (tell.matches(".*" + NO_WORD + ".*")) {
        add(forms, "JSON-escaped", escaped(tell, NO_WORD, "\\u%04x"));
        add(forms, "percent-encoded", escaped(tell, NO_WORD, "%%%02x"));
      }
      add(forms, "hexadecimal", HexFormat.of().formatHex(tell.getBytes(UTF_8)));
      for (int shift = 0; shift < 3; shift++) {
        add(forms, "base64", base64(tell.getBytes(UTF_8), shift));
      }
    }
    return forms;
  }

  private static void add(Map<String, Set<String>> forms, String name, String form) {
    forms.computeIfAbsent(name, key -> new LinkedHashSet<>()).add(form);
  }

  /** One character for each byte. */
  private static String latin(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  static String escaped(String text, String characters, String format) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      String one = String.valueOf(c);
      escaped.append(one.matches(characters) ? format.formatted((int) c) : one);
    }
    return escaped.toString();
  }

  /** What base64 makes of it behind so many other bytes, without the signs that others decide. */
  private static String base64(byte[] bytes, int shift) {
    byte[] shifted = new byte[shift + bytes.length];
    System.arraycopy(bytes, 0, shifted, shift, bytes.length);
    int first = (shift * Byte.SIZE + BITS_OF_SIGN - 1) / BITS_OF_SIGN;
    int end = shifted.length * Byte.SIZE / BITS_OF_SIGN;
    return Base64.getEncoder().encodeToString(shifted).substring(first, end);
  }

  @Override
  public String toString() {
    return kind + " " + value;
  }
}

package prefmill.runners.command.mask;

import java.util.LinkedHashMap;
import java.util.Map;
import prefmill.transforms.mask.Masked;
import prefmill.transforms.mask.Treatment;

/**
 * A value that a rule found, and where people see it.
 *
 * @param found what was found
 * @param becomes what the policy makes of its type
 * @param placeholder what takes its place; null if it is kept
 * @param line its line, from 1
 * @param column its first character in the line, from 1
 * @param character its first character in the text, from 0
 */
record ReviewedValue(
    Masked.Value found,
    Treatment becomes,
    String placeholder,
    int line,
    int column,
    int character) {
  private static final int LONGEST = 60;

  /** The value on one line, cut if it is long. */
  String shown(String text) {
    String value = text.substring(found.start(), found.end()).replaceAll("\\p{Cntrl}+", " ");
    return value.length() <= LONGEST ? value : value.substring(0, LONGEST - 3) + "...";
  }

  String outcome() {
    return becomes == Treatment.TOKEN ? placeholder : TextReview.word(becomes);
  }

  Map<String, Object> json(String text) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", found.type().label());
    json.put("rule", found.rule());
    json.put("line", line);
    json.put("column", column);
    json.put("start", character);
    json.put("end", character + text.codePointCount(found.start(), found.end()));
    json.put("becomes", TextReview.word(becomes));
    json.put("placeholder", placeholder);
    return json;
  }
}

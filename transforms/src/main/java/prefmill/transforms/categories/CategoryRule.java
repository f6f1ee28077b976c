package prefmill.transforms.categories;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * Names the category of a context that has none.
 *
 * @param category the category
 * @param prompt a regular expression that is found in the last user turn, whatever the case; its
 *     {@code \w}, {@code \d} and {@code \b} know the letters of all scripts
 */
public record CategoryRule(String category, String prompt) implements Serializable {
  /** The expression as it is searched for; compiled anew with each call. */
  public Pattern pattern() {
    return Pattern.compile(
        prompt, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
  }
}

package prefmill.transforms.quality.answer;

import java.util.regex.Pattern;

/** What an answer says in its own voice: without code and quotations, spaces made equal. */
public final class PlainText {
  private static final Pattern FENCED =
      Pattern.compile("(?ms)^[ ]{0,3}(```+|~~~+).*?(?:^[ ]{0,3}\\1[`~]*[ \\t]*$|\\z)");
  private static final Pattern INLINE = Pattern.compile("`[^`\n]{1,300}`");
  private static final Pattern QUOTED =
      Pattern.compile(
          "\"[^\"]{1,1000}\"|\u201C[^\u201D]{1,1000}\u201D|\u00AB[^\u00BB]{1,1000}\u00BB"
              + "|\u201E[^\u201C\u201D]{1,1000}[\u201C\u201D]");
  private static final String OPENING = "\"\u201C\u00AB\u201E";
  private static final Pattern SPACES = Pattern.compile("\\s+");

  private PlainText() {}

  /** The text without fenced and inline code. */
  public static String withoutCode(String text) {
    String unfenced =
        text.indexOf("```") < 0 && text.indexOf("~~~") < 0
            ? text
            : FENCED.matcher(text).replaceAll("\n");
    return unfenced.indexOf('`') < 0 ? unfenced : INLINE.matcher(unfenced).replaceAll(" ");
  }

  /** The text without what stands between quotation marks. */
  public static String withoutQuotations(String text) {
    boolean quotes = text.chars().anyMatch(c -> OPENING.indexOf(c) >= 0);
    return quotes ? QUOTED.matcher(text).replaceAll(" ") : text;
  }

  /** The text on one line, every run of spaces one space, no emphasis, straight apostrophes. */
  public static String onOneLine(String text) {
    String straight = text.replace('\u2019', '\'').replace("*", "");
    return SPACES.matcher(straight).replaceAll(" ").strip();
  }
}

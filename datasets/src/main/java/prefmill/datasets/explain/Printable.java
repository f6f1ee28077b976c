package prefmill.datasets.explain;

/** Text of a source made safe for a terminal. */
public final class Printable {
  private Printable() {}

  /**
   * The text with every control and formatting character written as its number, so that it can
   * neither move the cursor nor turn the direction of writing.
   */
  public static String of(String text) {
    StringBuilder printable = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (Character.getType(c)) {
                case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                    printable.append("\\u{").append(Integer.toHexString(c)).append('}');
                default -> printable.appendCodePoint(c);
              }
            });
    return printable.toString();
  }
}

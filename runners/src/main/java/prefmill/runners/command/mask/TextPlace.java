package prefmill.runners.command.mask;

/** A place in a text that moves on, counted as people and most languages count: in code points. */
final class TextPlace {
  private final String text;
  private int at;
  private int line = 1;
  private int lineStart;
  private int character;

  TextPlace(String text) {
    this.text = text;
  }

  /** Moves to a place at or behind the present one. */
  void moveTo(int place) {
    while (at < place) {
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      character++;
      if (c == '\n') {
        line++;
        lineStart = character;
      }
    }
  }

  int line() {
    return line;
  }

  int column() {
    return character - lineStart + 1;
  }

  int character() {
    return character;
  }
}

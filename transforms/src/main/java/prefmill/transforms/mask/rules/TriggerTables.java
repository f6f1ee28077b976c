package prefmill.transforms.mask.rules;

import java.util.BitSet;
import prefmill.transforms.mask.text.FoldedText;

/**
 * Triggers by the characters that they want, a bit for each, so that one look at a place answers
 * for all of them.
 */
final class TriggerTables {
  private static final int ASCII = 0x80;
  private static final int WIDTH = ASCII + 1;
  private static final int OTHER = 0;
  private static final int LETTER = WIDTH;
  private static final int DIGIT = 2 * WIDTH;
  private static final int[] BEHIND = new int[WIDTH];

  static {
    for (char c = 0; c < ASCII; c++) {
      BEHIND[c] = Ascii.isDigit(c) ? DIGIT : Ascii.isLetter(c) ? LETTER : OTHER;
    }
  }

  /** By what stands before and the first character. */
  private final long[] first;

  private final long[] second;
  private final long[] third;

  /** By the number of digits in reach. */
  private final long[] enough;

  private long counting;

  private TriggerTables(long[] first, long[] second, long[] third, long[] enough, long counting) {
    this.first = first;
    this.second = second;
    this.third = third;
    this.enough = enough;
    this.counting = counting;
  }

  /** Tables of no triggers. */
  TriggerTables() {
    this(new long[3 * WIDTH], new long[WIDTH], new long[WIDTH], new long[Trigger.WINDOW + 1], 0);
  }

  /** A copy, to add more to. */
  TriggerTables copy() {
    return new TriggerTables(
        first.clone(), second.clone(), third.clone(), enough.clone(), counting);
  }

  /** Adds a trigger under a bit of its own. */
  void add(long bit, Trigger trigger) {
    Trigger.Place place = trigger.place();
    if (place != Trigger.Place.WITHIN_WORD) {
      add(bit, trigger.first(), first, OTHER);
    }
    if (place != Trigger.Place.WORD) {
      add(bit, trigger.first(), first, LETTER);
    }
    if (place == Trigger.Place.ANY) {
      add(bit, trigger.first(), first, DIGIT);
    }
    add(bit, trigger.second(), second, 0);
    add(bit, trigger.third(), third, 0);
    second[ASCII] |= bit;
    third[ASCII] |= bit;
    for (int digits = trigger.digits(); digits <= Trigger.WINDOW; digits++) {
      enough[digits] |= bit;
    }
    counting |= trigger.digits() > 0 ? bit : 0;
  }

  private static void add(long bit, BitSet characters, long[] table, int behind) {
    for (int c = characters.nextSetBit(0); c >= 0; c = characters.nextSetBit(c + 1)) {
      table[behind + Math.min(c, ASCII)] |= bit;
    }
  }

  /**
   * The first place from here on at which a trigger may hold, or the end: a loop without calls, as
   * it runs for every character of every text.
   */
  int next(FoldedText text, int from, int to) {
    int behind = behind(text.at(from - 1));
    int c = Math.min(text.at(from), ASCII);
    for (int i = from; i < to; i++) {
      int following = Math.min(text.at(i + 1), ASCII);
      long holding = first[behind + c] & second[following];
      if (holding != 0 && (holding & third[Math.min(text.at(i + 2), ASCII)]) != 0) {
        return i;
      }
      behind = BEHIND[c];
      c = following;
    }
    return to;
  }

  /** The triggers that hold at a place. */
  long holding(FoldedText text, int at) {
    long left =
        first[behind(text.at(at - 1)) + Math.min(text.at(at), ASCII)]
            & second[Math.min(text.at(at + 1), ASCII)]
            & third[Math.min(text.at(at + 2), ASCII)];
    return (left & counting) == 0 ? left : left & enough[digits(text, at)];
  }

  private static int behind(char c) {
    return BEHIND[Math.min(c, ASCII)];
  }

  private static int digits(FoldedText text, int at) {
    int digits = 0;
    for (int i = at; i < at + Trigger.WINDOW; i++) {
      digits += Ascii.isDigit(text.at(i)) ? 1 : 0;
    }
    return digits;
  }
}

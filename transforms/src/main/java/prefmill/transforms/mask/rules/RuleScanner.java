package prefmill.transforms.mask.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * Asks each rule at the places of its trigger, in one pass over the text.
 *
 * <p>Rules of one trigger share its bit. Finds what asking every rule everywhere finds. Immutable.
 */
public final class RuleScanner {
  private static final int ASCII = 0x80;
  private static final long[] BEHIND_NO_WORD = new long[ASCII + 1];

  static {
    for (int c = 0; c <= ASCII; c++) {
      BEHIND_NO_WORD[c] = Ascii.isWord((char) c) ? 0 : -1;
    }
  }

  private final PiiRule[] looking;
  private final int[] kinds;
  private final List<Trigger> triggers;
  private final int[][] rulesOfTrigger;
  private final long[] anywhere;
  private final long[] atWords;
  private final long[] atNumbers;
  private final long[] followed;

  /**
   * A rule and the rank of its type.
   *
   * @param kind the rank, as {@link Findings} takes it
   * @param rule the rule
   */
  public record Ranked(int kind, PiiRule rule) {}

  private RuleScanner(RuleScanner first, List<Ranked> more) {
    int known = first.looking.length;
    looking = Arrays.copyOf(first.looking, known + more.size());
    kinds = Arrays.copyOf(first.kinds, known + more.size());
    triggers = new ArrayList<>(first.triggers);
    more.forEach(ranked -> addIfNew(ranked.rule().trigger()));
    if (triggers.size() > Long.SIZE) {
      throw new IllegalArgumentException(
          "a scanner takes rules of 64 triggers, not of " + triggers.size());
    }
    rulesOfTrigger = Arrays.copyOf(first.rulesOfTrigger, triggers.size());
    anywhere = first.anywhere.clone();
    atWords = first.atWords.clone();
    atNumbers = first.atNumbers.clone();
    followed = first.followed.clone();
    for (int i = 0; i < more.size(); i++) {
      looking[known + i] = more.get(i).rule();
      kinds[known + i] = more.get(i).kind();
      Trigger trigger = more.get(i).rule().trigger();
      int place = triggers.indexOf(trigger);
      int[] alike = rulesOfTrigger[place] == null ? new int[0] : rulesOfTrigger[place];
      rulesOfTrigger[place] = Arrays.copyOf(alike, alike.length + 1);
      rulesOfTrigger[place][alike.length] = known + i;
      long bit = 1L << place;
      add(bit, trigger.characters(), table(trigger.place()));
      add(bit, trigger.next(), followed);
      followed[ASCII] |= bit;
    }
  }

  private RuleScanner() {
    looking = new PiiRule[0];
    kinds = new int[0];
    triggers = List.of();
    rulesOfTrigger = new int[0][];
    anywhere = new long[ASCII + 1];
    atWords = new long[ASCII + 1];
    atNumbers = new long[ASCII + 1];
    followed = new long[ASCII + 1];
  }

  /**
   * A scanner of these rules.
   *
   * @throws IllegalArgumentException if they have more than 64 different triggers
   */
  public static RuleScanner of(List<Ranked> rules) {
    return new RuleScanner().and(rules);
  }

  /**
   * A scanner of these rules, too.
   *
   * @throws IllegalArgumentException if they have more than 64 different triggers together
   */
  public RuleScanner and(List<Ranked> more) {
    return new RuleScanner(this, more);
  }

  /** What people call a rule of this number. */
  public String name(int rule) {
    return looking[rule].name();
  }

  private void addIfNew(Trigger trigger) {
    if (!triggers.contains(trigger)) {
      triggers.add(trigger);
    }
  }

  private static void add(long bit, BitSet characters, long[] table) {
    for (int c = characters.nextSetBit(0); c >= 0; c = characters.nextSetBit(c + 1)) {
      table[Math.min(c, ASCII)] |= bit;
    }
  }

  /** Adds all that the rules find. */
  public void scan(FoldedText text, Findings found) {
    int before = FoldedText.NONE;
    int length = text.length();
    for (int i = 0; i < length; i++) {
      int index = Math.min(text.at(i), ASCII);
      // few branches: this line runs for every character of every text
      long asked = anywhere[index] | (atWords[index] & BEHIND_NO_WORD[before]);
      if (asked != 0) {
        ask(asked & followed[Math.min(text.at(i + 1), ASCII)], text, i, found);
      }
      if (atNumbers[index] != 0 && !Ascii.isDigit((char) before)) {
        ask(atNumbers[index] & followed[Math.min(text.at(i + 1), ASCII)], text, i, found);
      }
      before = index;
    }
  }

  private void ask(long asked, FoldedText text, int at, Findings found) {
    for (long left = asked; left != 0; left &= left - 1) {
      for (int number : rulesOfTrigger[Long.numberOfTrailingZeros(left)]) {
        found.as(kinds[number], number);
        looking[number].look(text, at, found);
      }
    }
  }

  private long[] table(Trigger.Place place) {
    return switch (place) {
      case ANY -> anywhere;
      case WORD -> atWords;
      case NUMBER -> atNumbers;
    };
  }
}

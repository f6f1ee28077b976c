package prefmill.transforms.mask.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import prefmill.transforms.mask.text.Findings;
import prefmill.transforms.mask.text.FoldedText;

/**
 * Asks each rule at the places of its trigger, in one pass over the text.
 *
 * <p>Rules of one trigger share its bit. Finds what asking every rule everywhere finds. Immutable.
 */
public final class RuleScanner {
  private static final int REACH = 64;

  private final PiiRule[] looking;
  private final int[] kinds;
  private final String[] names;
  private final List<Trigger> triggers;
  private final int[][] rulesOfTrigger;
  private final TriggerTables tables;

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
    names = Arrays.copyOf(first.names, known + more.size());
    triggers = new ArrayList<>(first.triggers);
    int[][] byTrigger = Arrays.copyOf(first.rulesOfTrigger, triggers.size() + more.size());
    tables = first.tables.copy();
    for (int i = 0; i < more.size(); i++) {
      looking[known + i] = more.get(i).rule();
      kinds[known + i] = more.get(i).kind();
      names[known + i] = more.get(i).rule().name();
      int place = place(more.get(i).rule().trigger());
      int[] alike = byTrigger[place] == null ? new int[0] : byTrigger[place];
      byTrigger[place] = Arrays.copyOf(alike, alike.length + 1);
      byTrigger[place][alike.length] = known + i;
    }
    rulesOfTrigger = byTrigger;
  }

  /** The number of a trigger, which is entered if it is new. */
  private int place(Trigger trigger) {
    int known = triggers.indexOf(trigger);
    if (known >= 0) {
      return known;
    }
    if (triggers.size() == Long.SIZE) {
      throw new IllegalArgumentException("a scanner takes rules of 64 triggers at most");
    }
    tables.add(1L << triggers.size(), trigger);
    triggers.add(trigger);
    return triggers.size() - 1;
  }

  private RuleScanner() {
    looking = new PiiRule[0];
    kinds = new int[0];
    names = new String[0];
    triggers = List.of();
    rulesOfTrigger = new int[0][];
    tables = new TriggerTables();
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
    return names[rule];
  }

  /** Adds all that the rules find. */
  public void scan(FoldedText text, Findings found) {
    scan(text, 0, text.length(), found);
  }

  /**
   * Adds what the rules find around what is protected only now: all that they have not found
   * before.
   */
  public void scanAgain(FoldedText text, Findings found) {
    int scanned = 0;
    for (int place : text.fresh()) {
      int from = Math.max(scanned, startOfRun(text, place, scanned) - REACH);
      int to = Math.min(text.length(), endOfRun(text, Math.max(scanned, place)) + REACH);
      scan(text, from, to, found);
      scanned = Math.max(scanned, to);
    }
  }

  /** Where the first rule may stand that sees so far: some read a run without blanks. */
  private static int startOfRun(FoldedText text, int place, int least) {
    int start = place;
    while (start > least && text.at(start - 1) > ' ') {
      start--;
    }
    return start;
  }

  private static int endOfRun(FoldedText text, int place) {
    int end = place;
    while (text.at(end) > ' ') {
      end++;
    }
    return end;
  }

  private void scan(FoldedText text, int from, int to, Findings found) {
    for (int i = tables.next(text, from, to); i < to; i = tables.next(text, i + 1, to)) {
      ask(tables.holding(text, i), text, i, found);
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
}

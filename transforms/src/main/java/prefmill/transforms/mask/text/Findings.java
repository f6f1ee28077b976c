package prefmill.transforms.mask.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects what the rules find in one text. Not safe for use by several threads. */
public final class Findings {
  private static final int MOST_JUDGEMENTS = 256;

  private final List<Finding> all = new ArrayList<>();
  private int[] reached = new int[64];
  private int[] bare = new int[64];
  private int kind;
  private int rule;
  private int judgements = MOST_JUDGEMENTS;

  /**
   * Says whose values are added from now on.
   *
   * @param newKind the rank of their type
   * @param newRule the rule's number
   */
  public void as(int newKind, int newRule) {
    kind = newKind;
    rule = newRule;
    if (rule >= reached.length) {
      reached = Arrays.copyOf(reached, 2 * rule);
      bare = Arrays.copyOf(bare, 2 * rule);
    }
  }

  /** Adds the value found from start to end of the folded text. */
  public void add(int start, int end, String value) {
    all.add(new Finding(start, end, kind, rule, value));
    reached[rule] = Math.max(reached[rule], end);
  }

  /**
   * The end of what the same rule found so far: a rule that takes the longest run need not look
   * within it again.
   */
  public int reached() {
    return reached[rule];
  }

  /**
   * Whether what the same rule found last ends at a place: what follows stands behind its token.
   */
  public boolean endsAt(int place) {
    return place > 0 && reached[rule] == place;
  }

  /** The last place before which the same rule found none of its words. */
  public int bare() {
    return bare[rule];
  }

  /** Keeps that the same rule found none of its words before a place. */
  public void setBare(int place) {
    bare[rule] = Math.max(bare[rule], place);
  }

  /**
   * Takes one of the judgements that cost more than a look at some characters: whether one is left
   * for this text, so that its cost is bounded.
   */
  public boolean takesJudgement() {
    return judgements-- > 0;
  }

  /** Whether nothing was found. */
  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** What was found, in the order of finding. */
  public List<Finding> all() {
    return all;
  }
}

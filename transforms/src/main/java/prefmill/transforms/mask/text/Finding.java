package prefmill.transforms.mask.text;

/**
 * A value that a rule found.
 *
 * @param start its first character in the folded text
 * @param end the place after its last character
 * @param kind the rank of its type: the lower one wins at equal length
 * @param rule the number of the rule that found it
 * @param value its one spelling, that equal values share
 */
public record Finding(int start, int end, int kind, int rule, String value) {
  int length() {
    return end - start;
  }

  /** The same in another place. */
  public Finding spanning(int newStart, int newEnd) {
    return newStart == start && newEnd == end
        ? this
        : new Finding(newStart, newEnd, kind, rule, value);
  }
}

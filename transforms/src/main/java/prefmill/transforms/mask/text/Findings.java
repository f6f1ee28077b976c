package prefmill.transforms.mask.text;

import java.util.ArrayList;
import java.util.List;

/** Collects what the rules find in one text. Not safe for use by several threads. */
public final class Findings {
  private final List<Finding> all = new ArrayList<>();
  private int kind;

  /** Says whose values are added from now on. */
  public void as(int newKind) {
    kind = newKind;
  }

  /** Adds the value found from start to end of the folded text. */
  public void add(int start, int end, String value) {
    all.add(new Finding(start, end, kind, value));
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

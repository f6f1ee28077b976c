package prefmill.transforms.statements;

import java.util.ArrayList;
import java.util.List;
import prefmill.transforms.keys.Id;

/** All that one person says on one question; the vote is the sign of the sum. */
public final class Ballot {
  private final List<Said> said = new ArrayList<>(1);
  private int sum;

  /** The person says for (1) or against (-1). */
  public void add(Statement statement, int sign) {
    sum += sign;
    said.add(new Said(statement, sign));
  }

  /** Who votes. */
  public Id person() {
    return said.get(0).statement().person();
  }

  /** Whether a curator votes. */
  public boolean curated() {
    return said.stream().anyMatch(s -> s.statement().curated());
  }

  /** 1, -1, or 0 where the sayings cancel out. */
  public int vote() {
    return Integer.signum(sum);
  }

  /** All that was said. */
  public List<Said> said() {
    return said;
  }

  /** The statements alone. */
  public List<Statement> statements() {
    return said.stream().map(Said::statement).toList();
  }

  /** A statement for (1) or against (-1). */
  public record Said(Statement statement, int sign) {}
}

package prefmill.transforms.influence.quota;

import java.io.Serializable;
import java.util.Map;

/** How many rows of a group may stay. */
public interface Quota extends Serializable {
  /** The rule's name in the ledger. */
  String rule();

  /** The group that a row is counted in; null if it is in none, and stays. */
  String group(Member row);

  /** How many rows of a group may stay, by how many rows each group has. */
  long cap(String group, Map<String, Long> rows);
}

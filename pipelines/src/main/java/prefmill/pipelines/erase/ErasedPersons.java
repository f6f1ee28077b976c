package prefmill.pipelines.erase;

import java.io.Serializable;
import java.util.Set;
import prefmill.transforms.keys.EventKeys;
import prefmill.transforms.keys.Id;

/**
 * The persons who were forgotten, as keyed hashes under one masking key.
 *
 * @param ids their hashes
 */
public record ErasedPersons(Set<Id> ids) implements Serializable {
  private static final long serialVersionUID = 1L;

  public ErasedPersons {
    ids = Set.copyOf(ids);
  }

  /** Whether nobody was forgotten. */
  public boolean isEmpty() {
    return ids.isEmpty();
  }

  /** Whether an event is one of them said, or a review of what one of them said. */
  public boolean holds(EventKeys keys) {
    return holds(keys.person(), keys.reviewed());
  }

  /** The same of an event whose person and reviewed user are these. */
  public boolean holds(Id person, Id reviewed) {
    return ids.contains(person) || ids.contains(reviewed);
  }
}

package prefmill.transforms.mask.names;

import java.io.Serializable;
import java.util.List;

/**
 * Finds names of persons and places, which no rule tells by their shape: a model, or a service.
 *
 * <p>Its answer may depend on the text alone. It fails rather than to leave out what it could not
 * read: nothing lands unmasked. Not safe for use by several threads.
 */
public interface NameRecogniser {
  /** The names in a text, in any order; they may overlap. */
  List<Name> find(String text);

  /** What makes a recogniser on the worker that uses it. */
  interface Source extends Serializable {
    /** A recogniser for one thread. */
    NameRecogniser open();
  }

  /** Whose name it is. */
  enum Bearer {
    /** A human being. */
    PERSON,
    /** A country, town, street, building. */
    PLACE
  }

  /**
   * A name.
   *
   * @param bearer whose
   * @param start its first character, as Java counts them
   * @param end the place after its last character
   */
  record Name(Bearer bearer, int start, int end) {}
}

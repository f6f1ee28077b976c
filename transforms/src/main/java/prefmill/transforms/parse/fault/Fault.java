package prefmill.transforms.parse.fault;

import prefmill.transforms.parse.json.Shape;

/**
 * What is wrong with a record, without telling what it says.
 *
 * @param errorClass the kind of fault
 * @param message one sentence that names the field and the mend, never a value
 * @param shape the JSON's shape: names only keys of the preset, others are counted
 */
public record Fault(ErrorClass errorClass, String message, String shape) {
  /** The fault of a record on which the code itself fails. */
  public static Fault internal() {
    return new Fault(
        ErrorClass.INTERNAL,
        "the mapping, or Prefmill itself, fails on this record in a way that was not foreseen; mend the mapping, or report it with a record of this kind that holds no feedback",
        Shape.UNPARSED);
  }
}

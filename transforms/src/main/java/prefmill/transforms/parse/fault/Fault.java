package prefmill.transforms.parse.fault;

/**
 * What is wrong with a record, without telling what it says.
 *
 * @param errorClass the kind of fault
 * @param message one sentence that names the field and the mend, never a value
 * @param shape the JSON's shape: names only keys of the preset, others are counted
 */
public record Fault(ErrorClass errorClass, String message, String shape) {}

package prefmill.transforms.outcome;

/**
 * A record that could not be understood: where it stands and what is wrong, never what it says.
 *
 * @param id keyed hash of its raw bytes, 32 hexadecimal digits
 * @param source the policy's name of the source
 * @param file the path below the source's folder; of a table its name; of a topic its partition,
 *     such as feedback-0
 * @param line its line, from 1; of a table's row and of a message 0
 * @param offset its first byte; of a table's row 0; of a message its offset
 * @param length its bytes
 * @param errorClass the kind of fault, such as bad_json
 * @param message one sentence for a person, without values
 * @param shape the JSON's shape: names only keys of the preset, others are counted
 */
public record DeadLetter(
    String id,
    String source,
    String file,
    long line,
    long offset,
    long length,
    String errorClass,
    String message,
    String shape) {
  /** The same under another id. */
  public DeadLetter withId(String other) {
    return new DeadLetter(other, source, file, line, offset, length, errorClass, message, shape);
  }
}

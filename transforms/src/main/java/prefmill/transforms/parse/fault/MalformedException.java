package prefmill.transforms.parse.fault;

/** A record cannot be understood; the message names field and mend, never a value. */
public final class MalformedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ErrorClass errorClass;

  private MalformedException(ErrorClass errorClass, String message) {
    // no cause and no stack: faults are data, and a cause could quote the record
    super(message, null, false, false);
    this.errorClass = errorClass;
  }

  /** A fault of this class, told in one sentence. */
  public static MalformedException of(ErrorClass errorClass, String message) {
    return new MalformedException(errorClass, message);
  }

  /** The fault of a required field that is absent or null. */
  public static MalformedException missing(String field) {
    return of(ErrorClass.MISSING_FIELD, field + " is missing; give it a value");
  }

  /** The fault of a field whose value is not as it must be. */
  public static MalformedException value(String field, String must) {
    return of(ErrorClass.BAD_VALUE, field + " must be " + must);
  }

  /** The kind of fault. */
  public ErrorClass errorClass() {
    return errorClass;
  }
}

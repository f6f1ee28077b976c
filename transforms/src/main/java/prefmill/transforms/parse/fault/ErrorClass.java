package prefmill.transforms.parse.fault;

import java.util.Locale;

/** Why a record could not be understood. */
public enum ErrorClass {
  /** More than 4 MiB. */
  TOO_LARGE,
  /** Bytes that are no UTF-8. */
  BAD_UTF8,
  /** No JSON by RFC 8259, or a key given twice. */
  BAD_JSON,
  /** Text with a lone surrogate or U+0000, which no file or database keeps faithfully. */
  BAD_TEXT,
  /** Nested deeper than 100 levels. */
  TOO_DEEP,
  /** JSON, but no object. */
  NOT_AN_OBJECT,
  /** The mapping failed, or gave no event. */
  UNMAPPED,
  /** A required field is absent or null. */
  MISSING_FIELD,
  /** A field has the wrong type or a value out of range. */
  BAD_VALUE,
  /** A signal of a kind that Prefmill does not know. */
  UNKNOWN_KIND,
  /** Feedback whose exchange is not kept with it. */
  NO_TEXT,
  /** Prefmill itself, or a mapping in a way that was not foreseen, failed on it. */
  INTERNAL;

  /** The name in dead letters and statistics, such as bad_json. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package prefmill.pipelines.source.dead;

/** The headers that a message gets on its way to a topic of dead letters. */
final class LetterHeaders {
  static final String SOURCE = "prefmill-source";
  static final String PARTITION = "prefmill-partition";
  static final String OFFSET = "prefmill-offset";
  static final String ERROR_CLASS = "prefmill-error_class";
  static final String RECEIVED_AT = "prefmill-received_at";
  static final String LEFT_OUT = "prefmill-left_out";

  private LetterHeaders() {}
}

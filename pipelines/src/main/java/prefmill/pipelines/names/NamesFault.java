package prefmill.pipelines.names;

/**
 * Names cannot be looked for, so nothing is masked or lands: one sentence with the mend, never a
 * word of the text.
 */
public final class NamesFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NamesFault(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}

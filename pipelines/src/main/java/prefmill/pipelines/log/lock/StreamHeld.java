package prefmill.pipelines.log.lock;

/** Another stream lands this source already: one sentence that names the mend. */
public final class StreamHeld extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StreamHeld(String source) {
    super(
        "Another stream lands the source %s into this dataset already: stop that one first."
            .formatted(source));
  }
}

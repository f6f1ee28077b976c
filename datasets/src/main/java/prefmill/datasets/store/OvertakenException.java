package prefmill.datasets.store;

/** The newest version was built from more of the event log than what was to be published. */
public final class OvertakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OvertakenException(PublishedVersion newest) {
    super(
        "version %d of %s was built from more of the event log, so nothing was published: run `prefmill build` for what is left"
            .formatted(newest.number(), newest.manifest().dataset()));
  }
}

package prefmill.pipelines.moves;

/** A version was not published because contexts would change sides. */
public final class SplitMovesRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Refuses a version that makes these moves. */
  public SplitMovesRefused(SplitMoves moves) {
    super(
        ("%,d contexts that version %d or one before it held out would be trained on, and %,d the"
                + " other way round: set the split policy back if it was changed, or accept that"
                + " held-out results no longer compare with --accept-split-moves")
            .formatted(moves.toTrain(), moves.version(), moves.toHeldOut()));
  }
}

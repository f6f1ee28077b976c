package prefmill.transforms.context;

import prefmill.transforms.decisions.Clock;

/**
 * One copy of each event.
 *
 * <p>Redeliveries vanish; two contents under one event id are both refused (dedup, id_conflict); an
 * event from the future is a dead letter (clock_skew).
 */
public final class DropDuplicates extends ContextStep<Context, Context> {
  private DropDuplicates(Clock clock) {
    super(Context.class, Context::bucket, () -> Deduplication.of(clock)::apply);
  }

  /** Judges the future as of a time. */
  public static DropDuplicates asOf(Clock clock) {
    return new DropDuplicates(clock);
  }
}

package prefmill.transforms.context;

import prefmill.transforms.consent.Admission;

/**
 * One copy of each event.
 *
 * <p>Redeliveries vanish; two contents under one event id are both refused (dedup, id_conflict); an
 * event from the future is a dead letter (clock_skew).
 */
public final class DropDuplicates extends ContextStep<Context, Context> {
  private DropDuplicates(Admission admission) {
    super(Context.class, Context::bucket, () -> Deduplication.of(admission)::apply);
  }

  /** Judges the future, and of two sources the stricter, as admission does. */
  public static DropDuplicates by(Admission admission) {
    return new DropDuplicates(admission);
  }
}

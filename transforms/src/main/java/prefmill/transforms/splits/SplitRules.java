package prefmill.transforms.splits;

import java.io.Serializable;
import prefmill.transforms.keys.EventKeys;
import prefmill.transforms.keys.Id;
import prefmill.transforms.keys.KeyedHash;

/**
 * How many of all anchors each side gets.
 *
 * @param train share of the training side
 * @param validation share of the validation side
 * @param test share of the test side; the three add up to 1
 * @param anchor what is kept together
 */
public record SplitRules(double train, double validation, double test, Anchor anchor)
    implements Serializable {
  /** Eight tenths, one tenth, one tenth, by person. */
  public static final SplitRules DEFAULT = new SplitRules(0.8, 0.1, 0.1, Anchor.PERSON);

  private static final long MILLION = 1_000_000;

  /** Whether anything is held out at all. */
  public boolean holdOut() {
    return Math.round(train * MILLION) < MILLION;
  }

  /** The side of an anchor: a hash bucket, the same in every version. */
  public Side side(KeyedHash hash, Id anchor) {
    Id drawn = hash.id("side", anchor.hex());
    long bucket = Long.remainderUnsigned(drawn.hi(), MILLION);
    long trained = Math.round(train * MILLION);
    if (bucket < trained) {
      return Side.TRAIN;
    }
    return bucket < trained + Math.round(validation * MILLION) ? Side.VALIDATION : Side.TEST;
  }

  /** What decides the side of an event; the person where it lacks what the policy names. */
  public Id anchorOf(EventKeys event) {
    Id wanted =
        switch (anchor) {
          // a curator is no person for sides
          case PERSON -> event.curated() ? event.conversation() : event.person();
          case CONVERSATION -> event.conversation();
          case ORGANIZATION -> event.organization();
        };
    return wanted.isPresent() ? wanted : event.person();
  }
}

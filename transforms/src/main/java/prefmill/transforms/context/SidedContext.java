package prefmill.transforms.context;

import java.util.List;
import java.util.Set;
import prefmill.transforms.decisions.Decision;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.keys.Id;
import prefmill.transforms.splits.Side;

/**
 * A context whose side is decided.
 *
 * @param key the exchange's hash
 * @param bucket its place in the log
 * @param side the side of its earliest event
 * @param events the events that may vote, in order
 * @param straddlers those of them that belong to another side: they vote, but support no row
 * @param retractions what persons took back
 */
public record SidedContext(
    Id key,
    long bucket,
    Side side,
    List<MaskedEvent> events,
    Set<Id> straddlers,
    List<Decision.Retracted> retractions) {}

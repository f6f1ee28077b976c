package prefmill.transforms.context;

import java.util.List;
import prefmill.transforms.decisions.Decision;
import prefmill.transforms.event.MaskedEvent;
import prefmill.transforms.keys.Id;

/**
 * All events about one exchange: the unit in which votes settle and pairs form.
 *
 * @param key the exchange's hash; {@link Id#NONE} for retractions, which have no exchange
 * @param bucket its place in the log
 * @param events in the order of (created_at, stable key)
 * @param decisions what other contexts tell this one
 */
public record Context(Id key, long bucket, List<MaskedEvent> events, List<Decision> decisions) {}

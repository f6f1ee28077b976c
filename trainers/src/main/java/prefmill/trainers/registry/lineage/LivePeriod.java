package prefmill.trainers.registry.lineage;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A time in which an alias stood for an adapter: a row of the view {@code live_periods}.
 *
 * @param alias the alias
 * @param modelId name@version of the adapter
 * @param since from when, by the database's clock
 * @param until till when; empty if it still does
 * @param action promote or rollback
 * @param actor who made it live
 * @param evidence the evaluation that it was made live on
 */
public record LivePeriod(
    String alias,
    String modelId,
    Instant since,
    Optional<Instant> until,
    String action,
    String actor,
    Optional<UUID> evidence) {}

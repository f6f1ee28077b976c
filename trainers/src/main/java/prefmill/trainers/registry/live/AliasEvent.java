package prefmill.trainers.registry.live;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One change of what an alias stands for; never altered.
 *
 * @param alias the alias
 * @param from name@version of the adapter before; empty for the first
 * @param to name@version of the adapter after
 * @param action promote, rollback or withdraw
 * @param actor who did it
 * @param evidence the evaluation that a promotion rests on
 * @param at when, by the database's clock
 */
public record AliasEvent(
    String alias,
    Optional<String> from,
    Optional<String> to,
    String action,
    String actor,
    Optional<UUID> evidence,
    Instant at) {}

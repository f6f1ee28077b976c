package prefmill.trainers.registry.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.postgresql.util.PSQLException;
import prefmill.trainers.registry.Registry;
import prefmill.trainers.registry.RegistryException;
import prefmill.trainers.registry.entry.RegisteredAdapter;

/**
 * What each alias stands for: the table {@code alias_events}, append-only.
 *
 * <p>A change is compare-and-set on what its actor saw: of two at once one wins, the other is
 * refused. The database moves the adapters' status in the same transaction.
 */
public final class Aliases {
  private static final String SERIALIZATION_FAILURE = "40001";

  private final Jdbi jdbi;

  private Aliases(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The aliases of a registry. */
  public static Aliases of(Registry registry) {
    return new Aliases(registry.jdbi());
  }

  /** What an alias stands for now, be it tainted meanwhile. */
  public Optional<LiveAdapter> live(String alias) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from prefmill.aliases where alias = :alias and model_id is not null")
                .bind("alias", alias)
                .map(ConstructorMapper.of(LiveAdapter.class))
                .findOne());
  }

  /**
   * What a candidate must beat to go live under an alias: what stands there now, unless that is the
   * candidate itself or was trained on what has been erased; empty for the base model.
   */
  public Optional<UUID> baseline(String alias, UUID candidate) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select prefmill.baseline("to") from prefmill.alias_events
                    where alias = :alias order by id desc limit 1
                    """)
                .bind("alias", alias)
                .mapTo(UUID.class)
                .findOne()
                .filter(live -> !live.equals(candidate)));
  }

  /** Every change of an alias, the newest first. */
  public List<AliasEvent> history(String alias) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select e.alias, f.model_id as "from", t.model_id as "to", e.action, e.actor,
                      e.evidence, e.at
                    from prefmill.alias_events e
                    left join prefmill.model_registry f on f.id = e."from"
                    left join prefmill.model_registry t on t.id = e."to"
                    where e.alias = :alias order by e.id desc
                    """)
                .bind("alias", alias)
                .map(ConstructorMapper.of(AliasEvent.class))
                .list());
  }

  /**
   * Makes an adapter live.
   *
   * @param seen name@version of what the actor saw live; empty for nothing
   * @param evidence an evaluation of the adapter that passed
   * @throws RegistryException if something else is live by now or was never registered, the
   *     evidence does not pass, or the adapter is tainted or archived
   */
  public LiveAdapter promote(
      String alias, RegisteredAdapter adapter, Optional<String> seen, UUID evidence, String actor) {
    return move(alias, seen, adapter.modelId(), "promote", Optional.of(evidence), actor);
  }

  /**
   * Makes the adapter live that was live before the newest promotion that stands, on the evidence
   * that it was promoted on then.
   *
   * @param seen name@version of what the actor saw live
   * @throws RegistryException if there is none before it, or if something else is live by now
   */
  public LiveAdapter rollback(String alias, Optional<String> seen, String actor) {
    String before =
        before(alias)
            .orElseThrow(
                () ->
                    new RegistryException(
                        "no adapter was live under %s before the one that is: promote another one"
                            .formatted(alias)));
    return move(alias, seen, before, "rollback", evidence(alias, before), actor);
  }

  /**
   * The adapter that a rollback would make live: promotions stack up, and it goes down to the first
   * that may still be live.
   *
   * @return its name@version; empty if there is none
   */
  public Optional<String> before(String alias) {
    Deque<String> standing = new ArrayDeque<>();
    List<AliasEvent> newestFirst = history(alias);
    for (int i = newestFirst.size() - 1; i >= 0; i--) {
      AliasEvent event = newestFirst.get(i);
      String to = event.to().orElse("");
      if (event.action().equals("promote")) {
        standing.push(to);
      } else {
        while (!standing.isEmpty() && !standing.peek().equals(to)) {
          standing.pop();
        }
      }
    }
    return standing.stream().skip(1).filter(this::mayBeLive).findFirst();
  }

  private Optional<UUID> evidence(String alias, String modelId) {
    return history(alias).stream()
        .filter(event -> event.to().equals(Optional.of(modelId)))
        .flatMap(event -> event.evidence().stream())
        .findFirst();
  }

  private boolean mayBeLive(String modelId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select status not in ('tainted', 'archived') from prefmill.model_registry where model_id = :id")
                .bind("id", modelId)
                .mapTo(Boolean.class)
                .one());
  }

  private LiveAdapter move(
      String alias,
      Optional<String> seen,
      String to,
      String action,
      Optional<UUID> evidence,
      String actor) {
    try {
      jdbi.useTransaction(
          handle -> {
            handle
                .createQuery("select set_config('prefmill.actor', :actor, true)")
                .bind("actor", actor)
                .mapTo(String.class)
                .one();
            insert(handle, alias, seen, to, action, evidence, actor);
          });
    } catch (JdbiException e) {
      throw refusal(alias, e);
    }
    return live(alias).orElseThrow();
  }

  private static void insert(
      Handle handle,
      String alias,
      Optional<String> seen,
      String to,
      String action,
      Optional<UUID> evidence,
      String actor) {
    handle
        .createUpdate(
            """
            insert into prefmill.alias_events (alias, "from", "to", actor, action, evidence)
            values (:alias, :seen, :to, :actor, :action, :evidence)
            """)
        .bind("alias", alias)
        .bind("seen", seen.map(modelId -> id(handle, modelId)))
        .bind("to", id(handle, to))
        .bind("actor", actor)
        .bind("action", action)
        .bind("evidence", evidence)
        .execute();
  }

  private static UUID id(Handle handle, String modelId) {
    return handle
        .createQuery("select id from prefmill.model_registry where model_id = :modelId")
        .bind("modelId", modelId)
        .mapTo(UUID.class)
        .findOne()
        .orElseThrow(
            () ->
                new RegistryException(
                    "the registry holds no adapter %s: `prefmill registry list` shows which it holds"
                        .formatted(modelId)));
  }

  private static RuntimeException refusal(String alias, JdbiException e) {
    if (!(e.getCause() instanceof PSQLException cause) || cause.getServerErrorMessage() == null) {
      return e;
    }
    String said = cause.getServerErrorMessage().getMessage();
    return SERIALIZATION_FAILURE.equals(cause.getSQLState())
        ? new RegistryException(
            "what is live under %s was changed by someone else just now: look at `prefmill registry history %s` and decide again"
                .formatted(alias, alias),
            e)
        : new RegistryException(said, e);
  }
}

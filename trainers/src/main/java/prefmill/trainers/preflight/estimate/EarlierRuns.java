package prefmill.trainers.preflight.estimate;

import java.util.Optional;
import prefmill.trainers.registry.Registry;

/** How fast trainings were that the registry remembers. */
public final class EarlierRuns {
  private static final int RUNS = 5;

  private final Registry registry;

  private EarlierRuns(Registry registry) {
    this.registry = registry;
  }

  /** Those of a registry. */
  public static EarlierRuns of(Registry registry) {
    return new EarlierRuns(registry);
  }

  /**
   * The median of the newest five that succeeded; empty if there is none.
   *
   * @param place which machine and device trained
   */
  public Optional<Pace> pace(String trainer, String baseModel, String place) {
    return registry
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select percentile_cont(0.5) within group (order by p.tokens_per_second) pace,
                          count(distinct p.job_id) runs
                        from prefmill.training_progress p
                        where p.tokens_per_second > 0 and p.job_id in (
                          select id from prefmill.fine_tuning_jobs
                          where trainer = :trainer and base_model = :base and provider = :place
                            and status = 'succeeded'
                          order by completed_at desc limit :runs)
                        having count(*) > 0
                        """)
                    .bind("trainer", trainer)
                    .bind("base", baseModel)
                    .bind("place", place)
                    .bind("runs", RUNS)
                    .map((row, context) -> Pace.measured(row.getDouble("pace"), row.getInt("runs")))
                    .findOne());
  }
}

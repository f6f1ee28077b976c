package prefmill.trainers.jobs.history;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import prefmill.trainers.registry.Registry;

/** Reads what happened to training jobs; changes nothing. */
public final class JobHistory {
  private final Jdbi jdbi;

  private JobHistory(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The history of a registry's jobs. */
  public static JobHistory of(Registry registry) {
    Jdbi jdbi = registry.jdbi();
    jdbi.registerRowMapper(ConstructorMapper.factory(JobTransition.class));
    jdbi.registerRowMapper(ConstructorMapper.factory(JobAttempt.class));
    jdbi.registerRowMapper(ConstructorMapper.factory(JobStep.class));
    jdbi.registerRowMapper(ConstructorMapper.factory(Waiting.class));
    return new JobHistory(jdbi);
  }

  /** The jobs whose id begins with these digits. */
  public List<UUID> find(String prefix) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select id from prefmill.fine_tuning_jobs where starts_with(id::text, lower(:prefix))")
                .bind("prefix", prefix)
                .mapTo(UUID.class)
                .list());
  }

  /** Every move of a job, the first one first. */
  public List<JobTransition> transitions(UUID job) {
    return rows("select * from prefmill.job_transitions where job_id = ? order by id", job)
        .to(JobTransition.class);
  }

  /** Every attempt at a job, the first one first. */
  public List<JobAttempt> attempts(UUID job) {
    return rows("select * from prefmill.job_attempts where job_id = ? order by fence", job)
        .to(JobAttempt.class);
  }

  /** Every step that was recorded, attempt by attempt. */
  public List<JobStep> steps(UUID job) {
    return rows(
            "select * from prefmill.training_progress where job_id = ? order by fence, step", job)
        .to(JobStep.class);
  }

  /** The last step of the last attempt. */
  public Optional<JobStep> lastStep(UUID job) {
    return rows(
            "select * from prefmill.training_progress where job_id = ? order by fence desc, step desc limit 1",
            job)
        .to(JobStep.class)
        .stream()
        .findFirst();
  }

  /**
   * What all attempts that ended in this calendar month (UTC, the database's clock) have cost, and
   * those that run so far, to their last heartbeat.
   */
  public double spentThisMonth() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select coalesce(sum(coalesce(a.cost, a.cost_per_hour * greatest(0,
                      extract(epoch from j.heartbeat_at - a.began_at)) / 3600)), 0)
                    from prefmill.job_attempts a
                    join prefmill.fine_tuning_jobs j on j.id = a.job_id
                    where a.ended_at is null
                      or a.ended_at >= date_trunc('month', clock_timestamp(), 'UTC')
                    """)
                .mapTo(double.class)
                .one());
  }

  /**
   * When a name may be trained again.
   *
   * @param days that must lie between the beginnings of two trainings that succeed, as days of the
   *     calendar (UTC), so that a nightly run that begins a minute earlier is not put off by a day
   * @return empty if it may now, by the database's clock
   */
  public Optional<Waiting> waiting(String name, int days) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select last, due, due - today as days from (
                      select last, (last at time zone 'UTC')::date + :days as due,
                        (clock_timestamp() at time zone 'UTC')::date as today
                      from (
                        select max(coalesce(a.began_at, j.completed_at)) as last
                        from prefmill.fine_tuning_jobs j
                        left join prefmill.job_attempts a on a.job_id = j.id and a.fence = j.fence
                        where j.name = :name and j.status = 'succeeded') newest) trained
                    where due > today
                    """)
                .bind("name", name)
                .bind("days", days)
                .mapTo(Waiting.class)
                .findOne());
  }

  private Rows rows(String query, UUID job) {
    return new Rows(jdbi, query, job);
  }

  /**
   * A training that is not due yet.
   *
   * @param last when the last one began
   * @param due the first day (UTC) on which the next may begin
   * @param days until then
   */
  public record Waiting(Instant last, LocalDate due, int days) {}

  private record Rows(Jdbi jdbi, String query, UUID job) {
    <T> List<T> to(Class<T> type) {
      return jdbi.withHandle(handle -> handle.createQuery(query).bind(0, job).mapTo(type).list());
    }
  }
}

-- What each attempt at a training job cost, and where it left its files.

alter table prefmill.fine_tuning_jobs
  add column cost_per_hour numeric check (cost_per_hour >= 0);

create table prefmill.job_attempts (
  job_id        uuid not null references prefmill.fine_tuning_jobs,
  fence         bigint not null,
  holder        text not null,
  folder        text,
  cost_per_hour numeric check (cost_per_hour >= 0),
  began_at      timestamptz not null default clock_timestamp(),
  ended_at      timestamptz,
  cost          numeric check (cost >= 0),
  primary key (job_id, fence),
  check (ended_at is not null or cost is null)
);
create index on prefmill.job_attempts (ended_at);

create trigger refuse_delete before delete or truncate on prefmill.job_attempts
  for each statement execute function prefmill.refuse_change();

-- An attempt is charged for however it ends; one that was lost, up to its last heartbeat.
create function prefmill.keep_attempts() returns trigger language plpgsql as $$
declare
  ended timestamptz := clock_timestamp();
begin
  if old.status = 'queued' and new.status = 'running' then
    insert into prefmill.job_attempts (job_id, fence, holder, cost_per_hour)
    values (new.id, new.fence, new.lease_holder, new.cost_per_hour);
  elsif old.status in ('running', 'cancelling') and new.status not in ('running', 'cancelling') then
    if new.status = 'lost' then
      ended := coalesce(new.heartbeat_at, ended);
    end if;
    update prefmill.job_attempts
    set ended_at = ended,
      cost = cost_per_hour * greatest(0, extract(epoch from ended - began_at)) / 3600
    where job_id = new.id and fence = new.fence;
    new.actual_cost := (select sum(cost) from prefmill.job_attempts where job_id = new.id);
  end if;
  return new;
end $$;

create trigger keep_attempts before update on prefmill.fine_tuning_jobs
  for each row execute function prefmill.keep_attempts();

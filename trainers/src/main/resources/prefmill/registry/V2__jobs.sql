-- Training jobs: a state machine with a lease, kept by the database whatever a client does.

create table prefmill.job_moves (
  from_status text not null,
  to_status   text not null,
  primary key (from_status, to_status)
);

insert into prefmill.job_moves values
  ('pending', 'validating'), ('pending', 'cancelled'), ('pending', 'failed'),
  ('validating', 'queued'), ('validating', 'cancelled'), ('validating', 'failed'),
  ('queued', 'running'), ('queued', 'cancelled'), ('queued', 'failed'),
  ('running', 'succeeded'), ('running', 'failed'), ('running', 'cancelling'), ('running', 'lost'),
  ('cancelling', 'cancelled'), ('cancelling', 'failed'), ('cancelling', 'lost'),
  ('lost', 'queued'), ('lost', 'failed'), ('lost', 'cancelled'),
  ('failed', 'pending'), ('cancelled', 'pending');

create table prefmill.fine_tuning_jobs (
  id                   uuid primary key default gen_random_uuid(),
  name                 text not null check (name <> ''),
  dataset_id           uuid not null,
  dataset_content_hash text not null,
  plan_hash            text not null check (plan_hash ~ '^[0-9a-f]{64}$'),
  provider             text not null default 'local',
  trainer              text not null,
  method               text not null check (method in ('sft', 'dpo', 'kto')),
  base_model           text not null,
  job_id               text,
  status               text not null default 'pending' check (status in (
    'pending', 'validating', 'queued', 'running', 'succeeded', 'failed', 'cancelling', 'cancelled', 'lost')),
  hyperparameters      jsonb not null default '{}' check (jsonb_typeof(hyperparameters) = 'object'),
  training_metrics     jsonb not null default '{}' check (jsonb_typeof(training_metrics) = 'object'),
  resulting_model_id   uuid,
  cost_estimate        numeric check (cost_estimate >= 0),
  actual_cost          numeric check (actual_cost >= 0),
  fence                bigint not null default 0 check (fence >= 0),
  lease_until          timestamptz,
  lease_holder         text,
  heartbeat_at         timestamptz,
  created_at           timestamptz not null default clock_timestamp(),
  started_at           timestamptz,
  completed_at         timestamptz,
  error_message        text,
  created_by           text not null,
  foreign key (dataset_id, dataset_content_hash)
    references prefmill.training_datasets (id, content_hash),
  -- One job, and so one adapter, for one plan on one content: a run that is repeated finds it.
  unique (name, dataset_content_hash, plan_hash),
  unique (id, dataset_content_hash),
  check (status not in ('running', 'cancelling')
    or (fence > 0 and lease_until is not null and lease_holder is not null)),
  check ((status = 'succeeded') = (resulting_model_id is not null)),
  check (status <> 'failed' or error_message is not null)
);

create trigger keep_identity before update on prefmill.fine_tuning_jobs
  for each row execute function prefmill.keep_identity(
    'id', 'name', 'dataset_id', 'dataset_content_hash', 'plan_hash', 'created_at', 'created_by');

create trigger refuse_delete before delete or truncate on prefmill.fine_tuning_jobs
  for each statement execute function prefmill.refuse_change();

create function prefmill.check_job_move() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if new.status <> 'pending' or new.fence <> 0 then
      raise exception 'a training job begins pending, without a lease'
        using errcode = 'check_violation';
    end if;
    return new;
  end if;
  if old.status = 'succeeded' and new is distinct from old then
    raise exception 'training job % has succeeded: its row is final', old.id
      using errcode = 'restrict_violation';
  end if;
  if new.status <> old.status and not exists (
      select 1 from prefmill.job_moves
      where from_status = old.status and to_status = new.status) then
    raise exception 'training job %: no move from % to %', old.id, old.status, new.status
      using errcode = 'check_violation';
  end if;
  -- Each attempt has a fencing token of its own, larger than every earlier one.
  if new.fence <> old.fence + (old.status = 'queued' and new.status = 'running')::int then
    raise exception 'training job %: the fence grows by one when an attempt begins, and only then', old.id
      using errcode = 'check_violation';
  end if;
  return new;
end $$;

create trigger check_job_move before insert or update on prefmill.fine_tuning_jobs
  for each row execute function prefmill.check_job_move();

create table prefmill.job_transitions (
  id          bigint generated always as identity primary key,
  job_id      uuid not null references prefmill.fine_tuning_jobs,
  from_status text,
  to_status   text not null,
  fence       bigint not null,
  holder      text,
  message     text,
  at          timestamptz not null default clock_timestamp()
);
create index on prefmill.job_transitions (job_id);

create trigger append_only before update or delete or truncate on prefmill.job_transitions
  for each statement execute function prefmill.refuse_change();

create function prefmill.record_job_move() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or new.status <> old.status then
    insert into prefmill.job_transitions (job_id, from_status, to_status, fence, holder, message)
    values (new.id, case when tg_op = 'UPDATE' then old.status end, new.status, new.fence,
      new.lease_holder, new.error_message);
  end if;
  return null;
end $$;

create trigger record_job_move after insert or update on prefmill.fine_tuning_jobs
  for each row execute function prefmill.record_job_move();

create table prefmill.training_progress (
  job_id            uuid not null references prefmill.fine_tuning_jobs,
  fence             bigint not null,
  step              bigint not null check (step >= 0),
  of_steps          bigint not null,
  epoch             double precision,
  loss              double precision,
  eval_loss         double precision,
  learning_rate     double precision,
  tokens            bigint,
  tokens_per_second double precision,
  remaining_seconds double precision,
  cost              numeric,
  at                timestamptz not null default clock_timestamp(),
  primary key (job_id, fence, step),
  check (step <= of_steps)
);

-- The trained adapters: one row for each job that succeeded.

create table prefmill.model_registry (
  id                   uuid primary key default gen_random_uuid(),
  name                 text not null check (name <> '' and name !~ '@'),
  version              text not null
    check (version ~ '^(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})$'),
  model_id             text not null generated always as (name || '@' || version) stored,
  base_model           text not null,
  base_model_sha256    text not null check (base_model_sha256 ~ '^[0-9a-f]{64}$'),
  method               text not null check (method in ('sft', 'dpo', 'kto')),
  fine_tuning_job_id   uuid not null unique,
  dataset_content_hash text not null,
  adapter_uri          text not null,
  adapter_sha256       text not null check (adapter_sha256 ~ '^[0-9a-f]{64}$'),
  adapter_format       text not null check (adapter_format in ('peft', 'mlx')),
  status               text not null default 'testing'
    check (status in ('testing', 'canary', 'deployed', 'deprecated', 'archived', 'tainted')),
  hyperparameters      jsonb not null default '{}' check (jsonb_typeof(hyperparameters) = 'object'),
  performance_metrics  jsonb not null default '{}'
    check (jsonb_typeof(performance_metrics) = 'object'),
  deployment_config    jsonb not null default '{}' check (jsonb_typeof(deployment_config) = 'object'),
  organization         text,
  created_at           timestamptz not null default clock_timestamp(),
  deployed_at          timestamptz,
  unique (name, version),
  foreign key (fine_tuning_job_id, dataset_content_hash)
    references prefmill.fine_tuning_jobs (id, dataset_content_hash),
  check (status <> 'deployed' or deployed_at is not null)
);

alter table prefmill.fine_tuning_jobs
  add foreign key (resulting_model_id) references prefmill.model_registry;

create trigger keep_identity before update on prefmill.model_registry
  for each row execute function prefmill.keep_identity(
    'id', 'name', 'version', 'base_model', 'base_model_sha256', 'method', 'fine_tuning_job_id',
    'dataset_content_hash', 'adapter_sha256', 'adapter_format', 'hyperparameters', 'created_at');

create function prefmill.keep_tainted() returns trigger language plpgsql as $$
begin
  if old.status = 'tainted' and new.status <> 'tainted' then
    raise exception 'adapter % is tainted for good: it was trained on what has been erased', old.model_id
      using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create trigger keep_tainted before update on prefmill.model_registry
  for each row execute function prefmill.keep_tainted();

create trigger refuse_delete before delete or truncate on prefmill.model_registry
  for each statement execute function prefmill.refuse_change();

-- 0.10.0 comes after 0.9.0.
create function prefmill.version_order(version text) returns integer[]
  language sql immutable strict parallel safe
  as $$ select string_to_array(version, '.')::integer[] $$;

create function prefmill.next_version(model_name text) returns text language sql stable as $$
  select coalesce(
    (select format('%s.%s.0', part[1], part[2] + 1)
     from (select prefmill.version_order(version) as part
           from prefmill.model_registry where name = model_name
           order by part desc limit 1) newest),
    '0.1.0')
$$;

-- Evaluations, and which adapter an alias stood for when, on which evidence.

create table prefmill.evaluations (
  id                   uuid primary key default gen_random_uuid(),
  model_id             uuid not null references prefmill.model_registry,
  baseline_model_id    uuid references prefmill.model_registry,
  dataset_content_hash text not null check (dataset_content_hash ~ '^[0-9a-f]{64}$'),
  adapter_sha256       text not null check (adapter_sha256 ~ '^[0-9a-f]{64}$'),
  split                text not null check (split in ('validation', 'test')),
  row_count            bigint not null check (row_count >= 0),
  person_count         bigint check (person_count >= 0),
  metrics              jsonb not null check (jsonb_typeof(metrics) = 'object'),
  decision             text not null check (decision in ('passed', 'refused', 'undecidable')),
  code_version         text not null,
  created_at           timestamptz not null default clock_timestamp()
);

create trigger append_only before update or delete or truncate on prefmill.evaluations
  for each statement execute function prefmill.refuse_change();

create table prefmill.alias_events (
  id            bigint generated always as identity primary key,
  alias         text not null check (alias <> ''),
  "from"        uuid references prefmill.model_registry,
  "to"          uuid references prefmill.model_registry,
  actor         text not null check (actor <> ''),
  action        text not null check (action in ('promote', 'rollback', 'withdraw')),
  evidence      uuid references prefmill.evaluations,
  at            timestamptz not null default clock_timestamp(),
  check (("to" is null) = (action = 'withdraw')),
  check (action <> 'promote' or evidence is not null)
);
create index on prefmill.alias_events (alias, id);

create trigger append_only before update or delete or truncate on prefmill.alias_events
  for each statement execute function prefmill.refuse_change();

create function prefmill.check_alias_event() returns trigger language plpgsql as $$
declare
  live uuid;
begin
  -- Promotions of one alias queue here, so that each sees what the one before it did.
  perform pg_advisory_xact_lock(hashtextextended('prefmill.alias:' || new.alias, 0));
  select "to" into live from prefmill.alias_events
    where alias = new.alias order by id desc limit 1;
  if live is distinct from new."from" then
    raise exception 'alias % is at % and not at %', new.alias,
      coalesce(live::text, 'nothing'), coalesce(new."from"::text, 'nothing')
      using errcode = 'serialization_failure';
  end if;
  if exists (select 1 from prefmill.model_registry
             where id = new."to" and status in ('tainted', 'archived')) then
    raise exception 'adapter % is tainted or archived and cannot go live', new."to"
      using errcode = 'restrict_violation';
  end if;
  if new.evidence is not null and not exists (
      select 1 from prefmill.evaluations
      where id = new.evidence and model_id = new."to" and decision = 'passed') then
    raise exception 'evaluation % is no passing evidence for adapter %', new.evidence, new."to"
      using errcode = 'check_violation';
  end if;
  return new;
end $$;

create trigger check_alias_event before insert on prefmill.alias_events
  for each row execute function prefmill.check_alias_event();

create view prefmill.live_adapters as
  select e.alias, m.model_id, m.name, m.version, m.base_model, m.base_model_sha256, m.adapter_uri,
    m.adapter_sha256, m.adapter_format, m.dataset_content_hash, e.actor, e.evidence, e.at as since
  from (select distinct on (alias) * from prefmill.alias_events order by alias, id desc) e
  join prefmill.model_registry m on m.id = e."to";

-- Which rows a version holds, on which events they rest, and what was live from when to when.

create table prefmill.dataset_rows (
  dataset_id uuid not null references prefmill.training_datasets on delete cascade,
  config     text not null check (config in ('preference', 'unpaired', 'sft')),
  split      text not null check (split in ('train', 'validation', 'test')),
  row_id     text not null,
  event_ids  text[] not null,
  primary key (dataset_id, row_id)
);
create index on prefmill.dataset_rows using gin (event_ids);

-- The rows that each adapter learned from.
create view prefmill.adapter_rows as
  select m.model_id, d.name as dataset, d.version as dataset_version, r.row_id, r.event_ids
  from prefmill.model_registry m
  join prefmill.fine_tuning_jobs j on j.id = m.fine_tuning_job_id
  join prefmill.training_datasets d on d.id = j.dataset_id
  join prefmill.dataset_rows r on r.dataset_id = d.id and r.split = 'train'
    and r.config = case m.method when 'dpo' then 'preference' when 'kto' then 'unpaired' else 'sft' end;

create view prefmill.live_periods as
  select alias, model_id, since, until, action, actor, evidence from (
    select e.id, e.alias, m.model_id, e.at as since,
      lead(e.at) over (partition by e.alias order by e.id) as until, e.action, e.actor, e.evidence
    from prefmill.alias_events e
    left join prefmill.model_registry m on m.id = e."to") changes
  where model_id is not null;

-- Whoever moves an alias, the adapters' status moves with it.
create function prefmill.move_status() returns trigger language plpgsql as $$
begin
  update prefmill.model_registry set status = 'deprecated'
    where id = new."from" and status = 'deployed'
      and not exists (select 1 from prefmill.live_adapters l
                      where l.model_id = prefmill.model_registry.model_id);
  update prefmill.model_registry set status = 'deployed', deployed_at = new.at where id = new."to";
  return null;
end $$;

create trigger move_status after insert on prefmill.alias_events
  for each row execute function prefmill.move_status();

create function prefmill.check_deployed() returns trigger language plpgsql as $$
declare
  live boolean := exists (select 1 from prefmill.live_adapters where model_id = new.model_id);
begin
  if new.status = 'deployed' and not live then
    raise exception 'adapter % is live under no alias: it is deployed by an entry in prefmill.alias_events',
      new.model_id using errcode = 'restrict_violation';
  end if;
  if old.status = 'deployed' and new.status not in ('deployed', 'tainted') and live then
    raise exception 'adapter % is live: it is replaced by an entry in prefmill.alias_events',
      new.model_id using errcode = 'restrict_violation';
  end if;
  return null;
end $$;

create trigger check_deployed after update of status on prefmill.model_registry
  for each row when (new.status is distinct from old.status)
  execute function prefmill.check_deployed();

-- Evidence is in the chain, too: as its hash, since its numbers may quote rows.
create function prefmill.evidence_hash(evidence prefmill.evaluations) returns text
  language sql stable as $$
  select encode(sha256(convert_to((jsonb_strip_nulls(to_jsonb(evidence)) - 'created_at')::text, 'UTF8')), 'hex')
$$;

create function prefmill.audit_evidence() returns trigger language plpgsql as $$
begin
  insert into prefmill.audit_log (actor, action, subject, detail)
  values (coalesce(nullif(current_setting('prefmill.actor', true), ''), current_user),
    'evaluations.insert', new.id::text,
    jsonb_build_object('model_id', new.model_id, 'decision', new.decision,
      'sha256', prefmill.evidence_hash(new)));
  return null;
end $$;

create trigger audit after insert on prefmill.evaluations
  for each row execute function prefmill.audit_evidence();

-- Empty when the chain holds and what it tells of is as it was.
create or replace view prefmill.audit_breaks as
  select id, at, action, subject from (
    select l.*, prefmill.audit_hash(l) as recomputed,
      coalesce(lag(l.hash) over (order by l.id), repeat('0', 64)) as expected
    from prefmill.audit_log l) chain
  where hash <> recomputed or previous_hash <> expected
  union
  select l.id, l.at, l.action, l.subject
  from prefmill.audit_log l
  left join prefmill.evaluations e on e.id::text = l.subject
  where l.action = 'evaluations.insert'
    and l.detail ->> 'sha256' is distinct from prefmill.evidence_hash(e)
  union
  select l.id, l.at, l.action, l.subject
  from prefmill.audit_log l
  left join prefmill.alias_events e on e.id::text = l.subject
  where l.action = 'alias_events.insert'
    and ((l.detail - 'at') is distinct from (to_jsonb(e) - 'at')
      or (l.detail ->> 'at')::timestamptz is distinct from e.at);

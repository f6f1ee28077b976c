-- Holes in the record closed: who says what happened is the database, and what is missing shows.

-- An event may say several things, and a review may name a message without its answer.
alter table prefmill.rlhf_feedback
  drop constraint rlhf_feedback_pkey,
  add primary key (dataset_id, id, feedback_type),
  alter column response drop not null;

-- Times that order or date the record are the database's, whatever a client gives.
create function prefmill.stamp_created_at() returns trigger language plpgsql as $$
begin
  new.created_at := clock_timestamp();
  return new;
end $$;

create function prefmill.stamp_at() returns trigger language plpgsql as $$
begin
  new.at := clock_timestamp();
  return new;
end $$;

create trigger stamp before insert on prefmill.training_datasets
  for each row execute function prefmill.stamp_created_at();
create trigger stamp before insert on prefmill.fine_tuning_jobs
  for each row execute function prefmill.stamp_created_at();
create trigger stamp before insert on prefmill.model_registry
  for each row execute function prefmill.stamp_created_at();
create trigger stamp before insert on prefmill.evaluations
  for each row execute function prefmill.stamp_created_at();
create trigger stamp before insert on prefmill.job_transitions
  for each row execute function prefmill.stamp_at();
create trigger stamp before insert on prefmill.training_progress
  for each row execute function prefmill.stamp_at();

-- An adapter is what a job ended with, and begins in testing. Asked after the statement, so that
-- one statement may end the job and enter the adapter.
create function prefmill.check_new_adapter() returns trigger language plpgsql as $$
begin
  if new.status <> 'testing' or new.deployed_at is not null then
    raise exception 'adapter % begins in testing: it is deployed by an entry in prefmill.alias_events',
      new.model_id using errcode = 'check_violation';
  end if;
  if not exists (
      select 1 from prefmill.fine_tuning_jobs
      where id = new.fine_tuning_job_id and status = 'succeeded' and resulting_model_id = new.id) then
    raise exception 'training job % has not succeeded with adapter %',
      new.fine_tuning_job_id, new.model_id using errcode = 'check_violation';
  end if;
  return null;
end $$;

create trigger check_new_adapter after insert on prefmill.model_registry
  for each row execute function prefmill.check_new_adapter();

alter table prefmill.model_registry add unique (id, fine_tuning_job_id);
alter table prefmill.fine_tuning_jobs
  add constraint resulting_model_is_own foreign key (resulting_model_id, id)
    references prefmill.model_registry (id, fine_tuning_job_id) not valid;

create function prefmill.check_deployed_at() returns trigger language plpgsql as $$
begin
  if not exists (
      select 1 from prefmill.alias_events where "to" = new.id and at = new.deployed_at) then
    raise exception 'adapter % did not go live at that time: deployed_at moves with prefmill.alias_events',
      new.model_id using errcode = 'restrict_violation';
  end if;
  return null;
end $$;

create trigger check_deployed_at after update of deployed_at on prefmill.model_registry
  for each row when (new.deployed_at is distinct from old.deployed_at)
  execute function prefmill.check_deployed_at();

create or replace function prefmill.check_alias_event() returns trigger language plpgsql as $$
declare
  live uuid;
begin
  if current_setting('transaction_isolation') not in ('read committed', 'read uncommitted') then
    raise exception 'an alias moves in a transaction that is read committed: any other may not see the move before it'
      using errcode = 'active_sql_transaction';
  end if;
  -- Moves of one alias queue here, so that each sees what the one before it did, and number and
  -- time are drawn in the queue's order.
  perform pg_advisory_xact_lock(hashtextextended('prefmill.alias:' || new.alias, 0));
  new.id := nextval(pg_get_serial_sequence('prefmill.alias_events', 'id'));
  new.at := clock_timestamp();
  -- Rows first and the audit log's lock second, as whoever moves a status takes them.
  perform 1 from prefmill.model_registry
    where id in (new."from", new."to") order by id for no key update;
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
  if new.action = 'rollback' and (new."to" = new."from" or not exists (
      select 1 from prefmill.alias_events where alias = new.alias and "to" = new."to")) then
    raise exception 'adapter % was not live under % before: only a promotion, on evidence, makes it live',
      new."to", new.alias using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- What each alias stands for, whatever became of it since: nothing, where it was withdrawn.
create view prefmill.aliases as
  select e.alias, m.model_id, m.name, m.version, m.base_model, m.base_model_sha256, m.adapter_uri,
    m.adapter_sha256, m.adapter_format, m.dataset_content_hash, e.action, e.actor, e.evidence,
    e.at as since, m.status
  from (select distinct on (alias) * from prefmill.alias_events order by alias, id desc) e
  left join prefmill.model_registry m on m.id = e."to";

-- What may be served.
create or replace view prefmill.live_adapters as
  select alias, model_id, name, version, base_model, base_model_sha256, adapter_uri, adapter_sha256,
    adapter_format, dataset_content_hash, actor, evidence, since, status
  from prefmill.aliases
  where status <> 'tainted';

create or replace view prefmill.live_periods as
  select alias, model_id, since, until, action, actor, evidence, status from (
    select e.id, e.alias, m.model_id, e.at as since,
      lead(e.at) over (partition by e.alias order by e.id) as until, e.action, e.actor, e.evidence,
      m.status
    from prefmill.alias_events e
    left join prefmill.model_registry m on m.id = e."to") changes
  where model_id is not null;

-- What the log says of a gate decision. Entries of earlier versions have no created_at.
create function prefmill.evidence_entry(evidence prefmill.evaluations) returns jsonb
  language sql stable as $$
  select jsonb_build_object('model_id', evidence.model_id, 'decision', evidence.decision,
    'created_at', extract(epoch from evidence.created_at),
    'sha256', prefmill.evidence_hash(evidence))
$$;

create or replace function prefmill.audit_evidence() returns trigger language plpgsql as $$
begin
  insert into prefmill.audit_log (actor, action, subject, detail)
  values (coalesce(nullif(current_setting('prefmill.actor', true), ''), current_user),
    'evaluations.insert', new.id::text, prefmill.evidence_entry(new));
  return null;
end $$;

-- Every row that has an entry, with what the entry must say of it.
create view prefmill.audited as
  select 'training_datasets' as kind, id::text as subject, created_at as at, status,
    to_jsonb(d) - 'curator_email' as content
  from prefmill.training_datasets d
  union all
  select 'model_registry', id::text, created_at, status, to_jsonb(m)
  from prefmill.model_registry m
  union all
  select 'alias_events', id::text, at, null, to_jsonb(e) from prefmill.alias_events e
  union all
  select 'evaluations', id::text, created_at, null, prefmill.evidence_entry(e)
  from prefmill.evaluations e;

-- Whether an entry says something else than its row in what never changes.
create function prefmill.entry_differs(kind text, entry jsonb, content jsonb) returns boolean
  language sql stable as $$
  select case kind
    when 'evaluations' then entry <> case when entry ? 'created_at' then content
                                          else content - 'created_at' end
    else exists (
        select 1
        from unnest(case kind
          when 'training_datasets' then array['id', 'name', 'version', 'content_hash', 'sample_count']
          when 'model_registry' then array['id', 'name', 'version', 'base_model', 'base_model_sha256',
            'method', 'fine_tuning_job_id', 'dataset_content_hash', 'adapter_sha256',
            'adapter_format', 'hyperparameters']
          else array['id', 'alias', 'from', 'to', 'actor', 'action', 'evidence'] end) as field
        where entry -> field is distinct from content -> field)
      -- Their text depends on the time zone of whoever wrote or reads it.
      or coalesce(entry ->> 'created_at', entry ->> 'at')::timestamptz
        is distinct from coalesce(content ->> 'created_at', content ->> 'at')::timestamptz
  end
$$;

-- Rows from before there was a log of their kind are entered as they are now.
insert into prefmill.audit_log (actor, action, subject, detail)
select current_user, kind || '.adopt', subject, content
from prefmill.audited r
where not exists (
  select 1 from prefmill.audit_log l
  where l.action = r.kind || '.insert' and l.subject = r.subject)
order by at, kind, subject;

-- Empty when the chain holds, every row has its entry and every entry its row, as it was.
create or replace view prefmill.audit_breaks as
  with chain as (
    select l.*, prefmill.audit_hash(l) as recomputed,
      coalesce(lag(l.hash) over (order by l.id), repeat('0', 64)) as expected,
      split_part(l.action, '.', 1) as kind, split_part(l.action, '.', 2) as verb
    from prefmill.audit_log l),
  first_entries as (select * from chain where verb in ('insert', 'adopt')),
  newest_status as (
    select distinct on (kind, subject) id, at, action, kind, subject,
      coalesce(detail ->> 'to', detail ->> 'status') as status
    from chain where kind in ('training_datasets', 'model_registry')
    order by kind, subject, id desc)
  select id, at, action, subject, 'the entry was altered, or the one before it is gone' as problem
  from chain where hash <> recomputed or previous_hash <> expected
  union all
  select l.id, l.at, l.action, l.subject,
    case when r.subject is null then 'its row is gone' else 'its row was altered' end
  from first_entries l
  left join prefmill.audited r on r.kind = l.kind and r.subject = l.subject
  where r.subject is null or prefmill.entry_differs(l.kind, l.detail, r.content)
  union all
  select s.id, s.at, s.action, s.subject, 'the status is another than the newest that was entered'
  from newest_status s
  join prefmill.audited r on r.kind = s.kind and r.subject = s.subject
  where r.status is distinct from s.status
  union all
  select null, r.at, r.kind || '.insert', r.subject, 'the row has no entry'
  from prefmill.audited r
  where not exists (
    select 1 from first_entries l where l.kind = r.kind and l.subject = r.subject);

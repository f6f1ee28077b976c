-- What an adapter is by what it computes, what evidence must name, and what a promotion may rest on.

alter table prefmill.model_registry
  add column adapter_content_hash text check (adapter_content_hash ~ '^[0-9a-f]{64}$'),
  add column base_files_sha256    text check (base_files_sha256 ~ '^[0-9a-f]{64}$');

comment on column prefmill.model_registry.adapter_content_hash is
  'rank, scale and numbers, whatever the layout; null in rows of earlier versions';
comment on column prefmill.model_registry.base_files_sha256 is
  'the base model''s configuration, tokenizer and chat template; null in rows of earlier versions';

create trigger keep_content before update on prefmill.model_registry
  for each row execute function
    prefmill.keep_identity('adapter_content_hash', 'base_files_sha256');

alter table prefmill.evaluations
  add column adapter_content_hash text check (adapter_content_hash ~ '^[0-9a-f]{64}$'),
  add column rows_sha256          text check (rows_sha256 ~ '^[0-9a-f]{64}$'),
  add column look                 integer check (look > 0);

comment on column prefmill.evaluations.rows_sha256 is 'the ids of all held-out rows, which their content decides';
comment on column prefmill.evaluations.look is
  'the number of this decision among all that looked at these rows; null where none did';

-- Not asked of rows of earlier versions.
alter table prefmill.evaluations
  add constraint evidence_is_named check (
    base_model_sha256 is not null and baseline_sha256 is not null and code_sha256 is not null
    and rules is not null and rows_sha256 is not null) not valid,
  add constraint decision_is_a_look check (
    decision = 'undecidable'
    or (adapter_content_hash is not null and (look is not null or split <> 'test'))) not valid;

create unique index evaluations_look on prefmill.evaluations (rows_sha256, look);

-- How many decisions have looked at test rows, under whatever adapter's name.
create function prefmill.looks(test_rows text, content text) returns integer
  language sql stable as $$
  select count(*)::integer from prefmill.evaluations
  where split = 'test' and (
    (rows_sha256 = test_rows and look is not null)
    or (rows_sha256 is null and dataset_content_hash = content))
$$;

create function prefmill.lock_looks(test_rows text) returns void language sql volatile as $$
  select pg_advisory_xact_lock(hashtextextended('prefmill.looks:' || test_rows, 0))
$$;

create function prefmill.check_evidence() returns trigger language plpgsql as $$
declare
  model prefmill.model_registry;
  against text;
begin
  select * into model from prefmill.model_registry where id = new.model_id;
  if new.base_model_sha256 is distinct from model.base_model_sha256
      or new.adapter_content_hash <> model.adapter_content_hash then
    raise exception 'evaluation names other files than adapter % has', model.model_id
      using errcode = 'check_violation';
  end if;
  if new.dataset_content_hash <> model.dataset_content_hash then
    raise exception 'evaluation is on another version than adapter % was trained on', model.model_id
      using errcode = 'check_violation';
  end if;
  if new.baseline_model_id is null then
    against := new.base_model_sha256;
  else
    select adapter_sha256 into against from prefmill.model_registry where id = new.baseline_model_id;
  end if;
  if new.baseline_model_id = new.model_id or new.baseline_sha256 is distinct from against then
    raise exception 'evaluation of adapter % names another baseline than it was held against',
      model.model_id using errcode = 'check_violation';
  end if;
  if new.look is not null then
    -- Decisions about the same rows queue here, so that no two of them are the same look.
    perform prefmill.lock_looks(new.rows_sha256);
    if new.look <> prefmill.looks(new.rows_sha256, new.dataset_content_hash) + 1 then
      raise exception 'evaluation of adapter % is not look % at its rows', model.model_id, new.look
        using errcode = 'serialization_failure';
    end if;
  end if;
  return new;
end $$;

create trigger check_evidence before insert on prefmill.evaluations
  for each row execute function prefmill.check_evidence();

-- What an alias stands for, as a baseline: nothing where that was trained on what has been erased.
create function prefmill.baseline(live uuid) returns uuid language sql stable as $$
  select id from prefmill.model_registry where id = live and status <> 'tainted'
$$;

create function prefmill.check_promotion() returns trigger language plpgsql as $$
declare
  cited prefmill.evaluations;
begin
  if new.action <> 'promote' or new.evidence is null then
    return new;
  end if;
  select * into cited from prefmill.evaluations where id = new.evidence;
  if cited.split <> 'test' then
    raise exception 'evaluation % is on the % rows and not on the test rows', new.evidence, cited.split
      using errcode = 'check_violation';
  end if;
  if cited.baseline_model_id is distinct from prefmill.baseline(new."from") then
    raise exception 'evaluation % holds adapter % against %, and alias % is at %', new.evidence,
      new."to", coalesce(cited.baseline_model_id::text, 'the base model'), new.alias,
      coalesce(prefmill.baseline(new."from")::text, 'nothing')
      using errcode = 'check_violation';
  end if;
  if exists (
      select 1 from prefmill.model_registry
      where id = new."to" and adapter_content_hash <> cited.adapter_content_hash) then
    raise exception 'evaluation % measured other numbers than adapter % has', new.evidence, new."to"
      using errcode = 'check_violation';
  end if;
  if exists (
      select 1 from prefmill.evaluations
      where model_id = cited.model_id and created_at > cited.created_at
        and baseline_model_id is not distinct from cited.baseline_model_id) then
    raise exception 'evaluation % is not the newest of adapter % against what is live',
      new.evidence, new."to" using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- Fires behind check_alias_event, which made sure of "from".
create trigger check_promotion before insert on prefmill.alias_events
  for each row execute function prefmill.check_promotion();

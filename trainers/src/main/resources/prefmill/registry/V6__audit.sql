-- Who changed what, in a chain: each entry's hash covers the one before it.

create table prefmill.audit_log (
  id            bigint primary key,
  at            timestamptz not null,
  actor         text not null,
  action        text not null,
  subject       text not null,
  detail        jsonb not null,
  previous_hash text not null,
  hash          text not null unique
);

create function prefmill.audit_hash(entry prefmill.audit_log) returns text
  language sql stable as $$
  select encode(sha256(convert_to(jsonb_build_array(entry.previous_hash, entry.id,
    to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    entry.actor, entry.action, entry.subject, entry.detail)::text, 'UTF8')), 'hex')
$$;

create function prefmill.chain_audit() returns trigger language plpgsql as $$
declare
  newest prefmill.audit_log;
begin
  perform pg_advisory_xact_lock(hashtextextended('prefmill.audit_log', 0));
  select * into newest from prefmill.audit_log order by id desc limit 1;
  new.id := coalesce(newest.id, 0) + 1;
  new.at := clock_timestamp();
  new.previous_hash := coalesce(newest.hash, repeat('0', 64));
  new.hash := prefmill.audit_hash(new);
  return new;
end $$;

create trigger chain_audit before insert on prefmill.audit_log
  for each row execute function prefmill.chain_audit();

create trigger append_only before update or delete or truncate on prefmill.audit_log
  for each statement execute function prefmill.refuse_change();

-- Empty when the chain holds; else the entries that were altered, or whose predecessor is gone.
create view prefmill.audit_breaks as
  select id, at, action, subject from (
    select l.*, prefmill.audit_hash(l) as recomputed,
      coalesce(lag(l.hash) over (order by l.id), repeat('0', 64)) as expected
    from prefmill.audit_log l) chain
  where hash <> recomputed or previous_hash <> expected;

create function prefmill.audit() returns trigger language plpgsql as $$
declare
  -- The log is for ever, so it names no one who could ask to be forgotten.
  entry jsonb := to_jsonb(new) - 'curator_email';
begin
  if tg_op = 'UPDATE' then
    if to_jsonb(old) -> 'status' is not distinct from entry -> 'status' then
      return null;
    end if;
    entry := jsonb_build_object('from', old.status, 'to', new.status);
  end if;
  insert into prefmill.audit_log (actor, action, subject, detail)
  values (coalesce(nullif(current_setting('prefmill.actor', true), ''), current_user),
    tg_table_name || '.' || lower(tg_op), new.id::text, entry);
  return null;
end $$;

create trigger audit after insert or update on prefmill.training_datasets
  for each row execute function prefmill.audit();
create trigger audit after insert or update on prefmill.model_registry
  for each row execute function prefmill.audit();
create trigger audit after insert on prefmill.alias_events
  for each row execute function prefmill.audit();

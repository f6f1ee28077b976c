-- The published dataset versions, and what the newest one holds, readable by SQL.

create function prefmill.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'prefmill.% keeps its history: % is refused', tg_table_name, lower(tg_op)
    using errcode = 'restrict_violation';
end $$;

create function prefmill.keep_identity() returns trigger language plpgsql as $$
declare
  field text;
begin
  foreach field in array tg_argv loop
    if to_jsonb(old) -> field is distinct from to_jsonb(new) -> field then
      raise exception 'prefmill.%.% of % never changes', tg_table_name, field, old.id
        using errcode = 'restrict_violation';
    end if;
  end loop;
  if to_jsonb(new) ? 'updated_at' then
    new.updated_at := clock_timestamp();
  end if;
  return new;
end $$;

create table prefmill.training_datasets (
  id            uuid primary key default gen_random_uuid(),
  name          text not null check (name <> ''),
  version       integer not null check (version > 0),
  description   text not null default '',
  dataset_type  text not null
    check (dataset_type in ('preference_pairs', 'instruction_tuning', 'dpo', 'kto')),
  status        text not null default 'ready'
    check (status in ('draft', 'curating', 'ready', 'exported', 'archived', 'withdrawn')),
  sample_count  bigint not null check (sample_count >= 0),
  row_counts    jsonb not null default '{}' check (jsonb_typeof(row_counts) = 'object'),
  quality_score double precision check (quality_score between 0 and 1),
  export_format text not null default 'parquet,jsonl',
  export_url    text not null,
  content_hash  text not null check (content_hash ~ '^[0-9a-f]{64}$'),
  organization  text,
  curator_email text,
  created_at    timestamptz not null default clock_timestamp(),
  updated_at    timestamptz not null default clock_timestamp(),
  unique (name, version),
  unique (id, content_hash)
);

create trigger keep_identity before update on prefmill.training_datasets
  for each row execute function
    prefmill.keep_identity('id', 'name', 'version', 'content_hash', 'sample_count', 'created_at');

create trigger refuse_delete before delete or truncate on prefmill.training_datasets
  for each statement execute function prefmill.refuse_change();

create table prefmill.preference_pairs (
  dataset_id          uuid not null references prefmill.training_datasets on delete cascade,
  id                  text not null,
  query               text not null,
  chosen_response     text not null,
  rejected_response   text not null,
  preference_strength double precision not null,
  context_documents   jsonb not null default '[]',
  annotation_notes    text,
  created_at          timestamptz,
  primary key (dataset_id, id),
  check (chosen_response <> rejected_response)
);

create table prefmill.rlhf_feedback (
  dataset_id     uuid not null references prefmill.training_datasets on delete cascade,
  id             text not null,
  session_hash   text,
  query          text not null,
  response       text not null,
  feedback_type  text not null,
  feedback_value text not null,
  organization   text,
  created_at     timestamptz,
  primary key (dataset_id, id)
);

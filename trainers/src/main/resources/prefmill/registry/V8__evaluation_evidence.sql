-- An evaluation names by hash everything that its numbers rest on. Rows of earlier versions have null here.

alter table prefmill.evaluations
  add column base_model_sha256 text check (base_model_sha256 ~ '^[0-9a-f]{64}$'),
  add column baseline_sha256   text check (baseline_sha256 ~ '^[0-9a-f]{64}$'),
  add column code_sha256       text check (code_sha256 ~ '^[0-9a-f]{64}$'),
  add column rules             jsonb check (jsonb_typeof(rules) = 'object'),
  add column judge             jsonb check (jsonb_typeof(judge) = 'object');

comment on column prefmill.evaluations.baseline_sha256 is
  'weights of the adapter that was live, or of the base model, where none was';
comment on column prefmill.evaluations.code_sha256 is 'the classes that measured and decided';
comment on column prefmill.evaluations.rules is 'alpha, min_persons and seed of the gate';
comment on column prefmill.evaluations.judge is 'who compared answers: url, model, prompt_sha256; null for nobody';

-- Evidence is about the files that the registry knows, and no others.
create function prefmill.check_evaluation() returns trigger language plpgsql as $$
declare
  model prefmill.model_registry;
begin
  select * into model from prefmill.model_registry where id = new.model_id;
  if new.adapter_sha256 <> model.adapter_sha256
      or new.base_model_sha256 <> model.base_model_sha256 then
    raise exception 'evaluation names other files than adapter % has', model.model_id
      using errcode = 'check_violation';
  end if;
  return new;
end $$;

create trigger check_evaluation before insert on prefmill.evaluations
  for each row execute function prefmill.check_evaluation();

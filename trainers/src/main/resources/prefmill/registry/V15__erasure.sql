-- A person can be forgotten: what rests on that person's events goes, and adapters that learned from
-- them are tainted for good.

-- Whether a version held somebody who was forgotten since.
alter table prefmill.training_datasets add column erased boolean not null default false;

create function prefmill.keep_erased() returns trigger language plpgsql as $$
begin
  if old.erased and not new.erased then
    raise exception 'version %@% held a person who was forgotten: that does not change',
      old.name, old.version using errcode = 'restrict_violation';
  end if;
  return new;
end $$;

create trigger keep_erased before update on prefmill.training_datasets
  for each row execute function prefmill.keep_erased();

-- Whether what was learned from a version is tainted: not if another version has the same rows, which
-- so rest on nobody who was forgotten.
create function prefmill.taints(held prefmill.training_datasets) returns boolean
  language sql stable as $$
  select held.erased and not exists (
    select 1 from prefmill.training_datasets other
    where other.name = held.name and other.content_hash = held.content_hash and not other.erased)
$$;

-- A training that was at work meanwhile ends with a tainted adapter. The name comes after
-- check_new_adapter, which wants each adapter to begin in testing.
create function prefmill.taint_new_adapter() returns trigger language plpgsql as $$
begin
  update prefmill.model_registry m set status = 'tainted'
  from prefmill.fine_tuning_jobs j
  join prefmill.training_datasets d on d.id = j.dataset_id
  where m.id = new.id and j.id = new.fine_tuning_job_id and prefmill.taints(d);
  return null;
end $$;

create trigger taint_new_adapter after insert on prefmill.model_registry
  for each row execute function prefmill.taint_new_adapter();

-- Rows that rest on events of a forgotten person go from any version.
create or replace function prefmill.keep_rows() returns trigger language plpgsql as $$
begin
  if exists (
      select 1
      from (select distinct dataset_id from gone) g
      join prefmill.training_datasets d on d.id = g.dataset_id
      where not d.erased
        and (exists (select 1 from prefmill.fine_tuning_jobs j where j.dataset_id = d.id)
          or not exists (
            select 1 from prefmill.training_datasets n where n.name = d.name and n.version > d.version))) then
    raise exception 'prefmill.% keeps its history: delete is refused', tg_table_name
      using errcode = 'restrict_violation';
  end if;
  return null;
end $$;

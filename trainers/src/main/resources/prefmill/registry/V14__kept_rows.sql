-- On whose feedback an adapter rests stays in the record: rows of a version go only once a newer one
-- is there and nobody wanted a training on it.

create trigger append_only before update or truncate on prefmill.dataset_rows
  for each statement execute function prefmill.refuse_change();

create function prefmill.keep_rows() returns trigger language plpgsql as $$
begin
  if exists (
      select 1
      from (select distinct dataset_id from gone) g
      join prefmill.training_datasets d on d.id = g.dataset_id
      where exists (select 1 from prefmill.fine_tuning_jobs j where j.dataset_id = d.id)
        or not exists (
          select 1 from prefmill.training_datasets n where n.name = d.name and n.version > d.version)) then
    raise exception 'prefmill.% keeps its history: delete is refused', tg_table_name
      using errcode = 'restrict_violation';
  end if;
  return null;
end $$;

create trigger keep_rows after delete on prefmill.dataset_rows
  referencing old table as gone for each statement execute function prefmill.keep_rows();

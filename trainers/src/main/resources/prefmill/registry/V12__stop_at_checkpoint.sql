-- A job can be asked to stop behind its next checkpoint; moves and steps cannot be rewritten.

-- The attempt that is asked, by its number: the next one is not.
alter table prefmill.fine_tuning_jobs
  add column stop_fence bigint check (stop_fence > 0 and stop_fence <= fence);

create trigger append_only before update or delete or truncate on prefmill.job_moves
  for each statement execute function prefmill.refuse_change();

create trigger append_only before update or delete or truncate on prefmill.training_progress
  for each statement execute function prefmill.refuse_change();

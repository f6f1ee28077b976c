-- Side-by-side experiments between two adapters.

create table prefmill.ab_test_experiments (
  id                 uuid primary key default gen_random_uuid(),
  name               text not null unique check (name <> ''),
  control_model_id   uuid not null references prefmill.model_registry,
  treatment_model_id uuid not null references prefmill.model_registry,
  traffic_split      double precision not null check (traffic_split between 0 and 1),
  status             text not null default 'draft'
    check (status in ('draft', 'running', 'stopped', 'decided')),
  start_date         timestamptz,
  end_date           timestamptz,
  success_metrics    jsonb not null default '{}',
  results            jsonb not null default '{}',
  winner             text check (winner in ('control', 'treatment', 'tie')),
  organization       text,
  check (control_model_id <> treatment_model_id),
  check (end_date >= start_date),
  check ((status = 'decided') = (winner is not null))
);

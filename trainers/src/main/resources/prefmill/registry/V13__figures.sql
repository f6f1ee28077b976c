-- What people said by day and label, and what that gave rise to. Counts, labels and ids; no text.

create table prefmill.feedback_figures (
  dataset     text not null check (dataset <> ''),
  day         date not null,
  dimension   text not null
    check (dimension in ('all', 'subject', 'action', 'model', 'adapter', 'organization')),
  value       text not null,
  events      bigint not null check (events >= 0),
  persons     bigint not null check (persons >= 0),
  ups         bigint not null check (ups >= 0),
  downs       bigint not null check (downs >= 0),
  neutrals    bigint not null check (neutrals >= 0),
  corrections bigint not null check (corrections >= 0),
  approval    double precision generated always as
    (case when ups + downs > 0 then ups::double precision / (ups + downs) end) stored,
  example_ids text[] not null default '{}',
  updated_at  timestamptz not null default now(),
  primary key (dataset, day, dimension, value),
  check ((dimension = 'all') = (value = ''))
);

create table prefmill.feedback_alerts (
  id          uuid primary key default gen_random_uuid(),
  dataset     text not null check (dataset <> ''),
  kind        text not null
    check (kind in ('below_target', 'dislike_spike', 'new_action_fails', 'behind_plan')),
  dimension   text not null,
  value       text not null,
  day         date not null,
  message     text not null,
  measured    double precision not null,
  expected    double precision not null,
  events      bigint not null,
  ups         bigint not null,
  downs       bigint not null,
  example_ids text[] not null default '{}',
  first_seen  timestamptz not null default now(),
  sent_to     text[] not null default '{}',
  sent_at     timestamptz,
  unique (dataset, kind, dimension, value, day)
);

create index feedback_alerts_unsent on prefmill.feedback_alerts (dataset) where sent_at is null;

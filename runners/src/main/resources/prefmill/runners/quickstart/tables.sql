create schema helpem;
create schema subjectchat;
create schema betabase;

create table helpem.feedback (
  id bigserial primary key,
  user_id text not null,
  message_id text not null,
  feedback text not null check (feedback in ('up', 'down')),
  user_message text,
  assistant_response text,
  action_type text,
  action_data jsonb,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (user_id, message_id)
);

create table subjectchat.feedback (
  id serial primary key,
  subject_id varchar(64),
  message_content text,
  user_question text,
  rating smallint check (rating in (-1, 0, 1)),
  message_index int,
  created_at timestamp not null default (now() at time zone 'utc')
);

create type betabase.feedback_type as enum
  ('thumbs_up', 'thumbs_down', 'rating', 'correction', 'detailed');

create table betabase.rlhf_feedback (
  id uuid primary key,
  session_id text,
  query text,
  response text,
  feedback_type betabase.feedback_type not null,
  feedback_value jsonb,
  curator_email text,
  organization text,
  created_at timestamptz not null default now()
);

create table betabase.preference_pairs (
  id uuid primary key,
  query text,
  chosen_response text,
  rejected_response text,
  preference_strength double precision,
  context_documents jsonb,
  annotator_email text,
  annotation_notes text,
  created_at timestamptz not null default now()
);

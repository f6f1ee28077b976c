-- The rows of subjectchat, helpem and betabase as their tables hold them, with the real column types.
create schema subjectchat;
create table subjectchat.feedback(
  id serial primary key, subject_id varchar(64), message_content text, user_question text,
  rating smallint check (rating between -1 and 1), message_index int, created_at timestamp);
insert into subjectchat.feedback values
  (1, 'algebra-1', 'A prime has exactly two divisors.', 'What is a prime?', 1, 3, '2026-11-19 08:30:00.25'),
  (2, 'algebra-1', 'Yes.', 'Is 1 prime?', -1, 5, '2026-11-19 08:31:00'),
  (3, null, 'It depends.', 'Is 2 odd?', 0, null, null);

-- Here without its unique (user_id, message_id), so that two states of one row stand side by side.
create schema helpem;
create table helpem.feedback(
  id bigint, user_id text, message_id text, feedback text, user_message text, assistant_response text,
  action_type text, action_data jsonb, created_at timestamptz, updated_at timestamptz);
insert into helpem.feedback values
  (12, 'u1', 'm1', 'up', 'Add milk to my list', 'Done, milk is on it.', 'list.add',
   '{"list":"groceries","item":"milk","n":1.50}', '2026-11-18 07:00Z', '2026-11-18 09:00:00.123456+02'),
  (12, 'u1', 'm1', 'down', 'Add milk to my list', 'Done, milk is on it.', null, null,
   '2026-11-18 07:00Z', '2026-11-18 07:05Z');

create schema betabase;
create type betabase.feedback_type as enum ('thumbs_up', 'thumbs_down', 'rating', 'correction', 'detailed');
create table betabase.rlhf_feedback(
  id uuid primary key, session_id text, query text, response text, feedback_type betabase.feedback_type,
  feedback_value jsonb, curator_email text, organization text, created_at timestamptz);
insert into betabase.rlhf_feedback values
  ('7f3c0d9a-1111-4222-8333-444455556666', 's1', 'How do I reset it?', 'Hold the button.', 'thumbs_up', null, 'cara@example.org', 'acme', '2026-11-17 10:00Z'),
  ('7f3c0d9a-1111-4222-8333-444455556667', 's1', 'How do I reset it?', 'No idea.', 'thumbs_down', null, null, null, '2026-11-17 10:01Z'),
  ('7f3c0d9a-1111-4222-8333-444455556668', null, 'q', 'r', 'rating', '{"rating":5,"max":5}', null, 'acme', '2026-11-17 10:02Z'),
  ('7f3c0d9a-1111-4222-8333-444455556669', null, 'q', 'r', 'rating', '{"rating":0,"min":0,"max":10}', null, null, '2026-11-17 10:03Z'),
  ('7f3c0d9a-1111-4222-8333-44445555666a', null, 'q', 'r', 'correction', '{"correction":"Hold it for ten seconds."}', null, null, '2026-11-17 10:04Z'),
  ('7f3c0d9a-1111-4222-8333-44445555666b', null, 'q', 'r', 'detailed', '{"comment":"too long","rating":4,"tone":2}', null, null, '2026-11-17 10:05Z');
create table betabase.preference_pairs(
  id uuid primary key, query text, chosen_response text, rejected_response text, preference_strength real,
  context_documents jsonb, annotator_email text, annotation_notes text, created_at timestamptz);
insert into betabase.preference_pairs values
  ('7f3c0d9a-1111-4222-8333-44445555666c', 'q', 'good', 'bad', 0.8, '["d1",{"t":"d2"}]', 'dan@example.org', 'clear', '2026-11-17 10:06Z'),
  ('7f3c0d9a-1111-4222-8333-44445555666d', 'q', 'good', 'bad', null, '{"t":"only"}', null, null, '2026-11-17 10:07Z');

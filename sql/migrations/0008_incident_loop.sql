-- The loop (闭环): one table of transitions, work orders, and a log whose entries carry the row as it then stood.
alter table incident drop constraint incident_state_check;
alter table incident add constraint incident_state_check check (state in ('reported', 'registered', 'dispatched', 'accepted', 'handling', 'fed_back', 'verified', 'closed', 'called_back', 'archived', 'suspended', 'merged')),
  add column details text not null default '' check (length(details) <= 4000),
  -- state to return to when suspended or merged
  add column state_before text,
  add column merged_into uuid references incident,
  add column split_from uuid references incident,
  add column result text check (result in ('resolved', 'unresolved', 'not_accepted')),
  add column satisfaction text check (satisfaction in ('satisfied', 'dissatisfied', 'unreachable')),
  add column registered_at timestamptz,
  add column closed_at timestamptz,
  add column extended_at timestamptz,
  add column extension_asked_at timestamptz,
  -- the nearest open deadline, kept by deadline functions so that boards can sort by it
  add column due_at timestamptz,
  add column due_step text,
  add column escalation smallint not null default 0 check (escalation between 0 and 3),
  add check ((state = 'merged') = (merged_into is not null));
create index incident_due on incident (due_at) where due_at is not null;
create index incident_merged on incident (merged_into) where merged_into is not null;
create index incident_split on incident (split_from) where split_from is not null;

-- Several may work on one matter (协办): each order goes to a post or a team, `lead` answers for the whole.
create table work_order (
  id uuid primary key,
  incident_id uuid not null references incident on delete cascade,
  area_id integer not null references area,
  post_id integer references post on delete set null,
  team_id integer references team on delete set null,
  kind text not null default 'lead' check (kind in ('lead', 'assist')),
  task text not null default '' check (length(task) <= 500),
  state text not null default 'dispatched' check (state in ('dispatched', 'accepted', 'handling', 'fed_back', 'returned', 'transferred', 'done', 'cancelled')),
  result text not null default '' check (length(result) <= 2000),
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  check (num_nonnulls(post_id, team_id) <= 1)
);
create index work_order_incident on work_order (incident_id, created_at);
create index work_order_post on work_order (post_id) where state in ('dispatched', 'accepted', 'handling', 'fed_back');
create index work_order_team on work_order (team_id) where state in ('dispatched', 'accepted', 'handling', 'fed_back');

-- One row is one button: who (role) may do what (action) from where (state), on what condition (guard), with what given (needs).
-- to_state null: computed (from the work orders, or back to state_before).
drop table incident_transition;
create table incident_transition (
  subject text not null check (subject in ('incident', 'work_order')),
  from_state text not null,
  action text not null,
  role text not null references role,
  guard text not null default 'none' check (guard in ('none', 'handler', 'once', 'asked')),
  needs text[] not null default '{}' check (needs <@ array['note', 'orders', 'result', 'satisfaction', 'target', 'category', 'parts', 'addressee', 'feedback']),
  to_state text,
  primary key (subject, from_state, action, role)
);

alter table incident_log
  add column work_order_id uuid,
  add column batch_id uuid,
  -- what was given with the step
  add column payload jsonb not null default '{}',
  -- the row after it, for the time machine and for undo; null for entries older than this migration
  add column after jsonb;
create index incident_log_batch on incident_log (batch_id) where batch_id is not null;
create index incident_log_at on incident_log (at);

-- 紧急事件: a severe matter rings until somebody takes note; everybody sees who did.
create table alarm (
  id bigint generated always as identity primary key,
  incident_id uuid not null unique references incident on delete cascade,
  area_id integer not null references area,
  raised_at timestamptz not null default now(),
  acknowledged_at timestamptz,
  acknowledged_by text
);
create index alarm_open on alarm (raised_at) where acknowledged_at is null;

-- 限时办结: working time on a dated calendar, limits by area, category, severity and step, one clock a step.
-- An area without rows takes those of the nearest area above it.
create table working_hours (
  area_id integer not null references area on delete cascade,
  -- ISO: 1 Monday .. 7 Sunday; a weekday without hours is a day of rest, and takes those of the first weekday that has some where the calendar calls it a work day
  weekday smallint not null check (weekday between 1 and 7),
  opens time not null,
  closes time not null,
  primary key (area_id, weekday, opens),
  check (closes > opens)
);
create table calendar_day (
  area_id integer not null references area on delete cascade,
  day date not null,
  kind text not null check (kind in ('work', 'rest')),
  name_zh text not null default '',
  name_en text not null default '',
  primary key (area_id, day)
);
create table deadline_rule (
  id integer generated always as identity primary key,
  area_id integer not null references area on delete cascade,
  category_id smallint references category on delete cascade,
  severity smallint check (severity between 1 and 4),
  step text not null check (step in ('register', 'dispatch', 'accept', 'handle', 'verify', 'close', 'call_back')),
  amount numeric not null check (amount > 0 and amount <= 10000),
  unit text not null check (unit in ('minute', 'hour', 'working_hour', 'working_day')),
  -- share of the time that is left when the handler is warned
  warn_share real not null default 0.25 check (warn_share >= 0 and warn_share < 1),
  unique nulls not distinct (area_id, category_id, severity, step),
  check (unit <> 'working_day' or amount = trunc(amount))
);
create table deadline (
  id bigint generated always as identity primary key,
  incident_id uuid not null references incident on delete cascade,
  area_id integer not null references area,
  step text not null,
  rule_id integer references deadline_rule on delete set null,
  -- the limit as it was when the clock began, what was added to it by an extension, and how long the clock stood still, in hours of its own kind
  amount numeric not null,
  unit text not null,
  warn_share real not null,
  extension numeric not null default 0,
  held_hours numeric not null default 0,
  started_at timestamptz not null,
  due_at timestamptz not null,
  warn_at timestamptz not null,
  -- when the job has to look at it again; null when it has said all
  next_at timestamptz,
  paused_at timestamptz,
  done_at timestamptz,
  warned_at timestamptz,
  level smallint not null default 0 check (level between 0 and 3)
);
create unique index deadline_running on deadline (incident_id, step) where done_at is null;
create index deadline_incident on deadline (incident_id);
create index deadline_next on deadline (next_at) where done_at is null and paused_at is null;

-- What the job said, at most once per level and day of the area's clock; level 0 is the warning.
create table escalation (
  deadline_id bigint not null references deadline on delete cascade,
  level smallint not null check (level between 0 and 3),
  day date not null,
  incident_id uuid not null references incident on delete cascade,
  area_id integer not null references area,
  at timestamptz not null default now(),
  primary key (deadline_id, level, day)
);
create index escalation_incident on escalation (incident_id);

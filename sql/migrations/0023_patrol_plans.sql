-- Tonight's rounds: places that must be reached, plans with a route for each team, and what teams say on the way.
alter table role_right drop constraint role_right_right_to_check;
alter table role_right add check (right_to in ('read', 'report', 'step', 'position', 'import', 'export', 'acknowledge', 'configure', 'account', 'audit', 'brief', 'plan', 'adopt', 'duty', 'camera', 'watch', 'patrol'));
-- patrol: keep checkpoints, rosters and plans of patrols.
insert into role_right (role, right_to) values ('administrator', 'patrol'), ('supervisor', 'patrol'), ('command_operator', 'patrol'), ('patrol_leader', 'patrol');

-- 必到点: a place that a patrol must reach.
create table checkpoint (
  id uuid primary key,
  area_id integer not null references area,
  name text not null check (length(name) between 1 and 100),
  kind text not null default 'place' check (kind in ('place', 'indoor', 'stairs')),
  dwell_minutes smallint not null default 3 check (dwell_minutes between 0 and 120),
  -- by the area's clock; both or none; the end may lie past midnight, before the start
  open_from time,
  open_to time,
  geom geometry(Point, 4326) not null check (geometry_fits(geom)),
  retired_at timestamptz,
  created_by text not null,
  created_at timestamptz not null default now(),
  version integer not null default 1,
  check ((open_from is null) = (open_to is null))
);
create index checkpoint_area on checkpoint (area_id);
create index checkpoint_geom on checkpoint using gist (geom);

create table patrol_plan (
  id uuid primary key,
  area_id integer not null references area,
  name text not null check (length(name) between 1 and 100),
  note text not null default '' check (length(note) <= 2000),
  during tstzrange not null check (not isempty(during) and lower(during) is not null and upper(during) is not null),
  state text not null default 'draft' check (state in ('draft', 'published', 'withdrawn', 'discarded')),
  -- the question as it was asked (PatrolQuestion) with its seed, and the figures of the answer (PatrolFigures), left-out stops with their reasons among them
  question jsonb not null default '{}',
  figures jsonb not null default '{}',
  published_at timestamptz,
  published_by text,
  created_by text not null,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  version integer not null default 1
);
create index patrol_plan_area on patrol_plan (area_id, changed_at);
create index patrol_plan_during on patrol_plan using gist (during);

create table patrol_route (
  id uuid primary key,
  plan_id uuid not null references patrol_plan on delete cascade,
  area_id integer not null references area,
  team_id integer not null references team on delete cascade,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at >= starts_at),
  meters real not null check (meters >= 0),
  -- the way on the streets; null for a team that stays where it is
  geom geometry(LineString, 4326) check (geom is null or geometry_fits(geom, 50000)),
  -- Deferrable: routes change places within one statement of a plan.
  constraint patrol_route_of_team unique (plan_id, team_id) deferrable
);
create index patrol_route_team on patrol_route (team_id, starts_at);

create table patrol_stop (
  id uuid primary key,
  route_id uuid not null references patrol_route on delete cascade,
  area_id integer not null references area,
  ordinal smallint not null check (ordinal >= 0),
  kind text not null check (kind in ('start', 'hotspot', 'checkpoint', 'break', 'end')),
  name text not null default '' check (length(name) <= 100),
  hotspot_id uuid references hotspot on delete set null,
  checkpoint_id uuid references checkpoint on delete set null,
  -- its place in the list of hotspots or checkpoints of the question
  question_index smallint check (question_index >= 0),
  arrives_at timestamptz not null,
  leaves_at timestamptz not null check (leaves_at >= arrives_at),
  -- an operator put it there: planning anew leaves it with its team
  locked boolean not null default false,
  geom geometry(Point, 4326) not null check (geometry_fits(geom)),
  constraint patrol_stop_in_order unique (route_id, ordinal) deferrable
);
create index patrol_stop_hotspot on patrol_stop (hotspot_id, arrives_at);

-- 签到: what a team says from where it is; for places without a fix, indoors and on stairs, it is what there is. No place but that of staff on shift.
create table check_in (
  id uuid primary key,
  area_id integer not null references area,
  team_id integer not null references team on delete cascade,
  stop_id uuid references patrol_stop on delete set null,
  checkpoint_id uuid references checkpoint on delete set null,
  hotspot_id uuid references hotspot on delete set null,
  kind text not null check (kind in ('arrive', 'leave', 'indoor', 'stairs', 'skip')),
  -- when it was done by the phone's clock, and when it came here
  at timestamptz not null,
  received_at timestamptz not null default clock_timestamp(),
  note text not null default '' check (length(note) <= 500),
  geom geometry(Point, 4326) check (geom is null or geometry_fits(geom)),
  account_id text not null
);
create index check_in_team on check_in (team_id, at);
create index check_in_area on check_in (area_id, at);
-- Places go after the days that positions are kept (drop_old_positions).
create index check_in_place on check_in (area_id, at) where geom is not null;

-- 大屏: several browsers or windows that show an area together. A screen is one window of a wall; `tile` is a vector tile everywhere, and `wall` a barrier on the ground.
alter table role_right drop constraint role_right_right_to_check;
alter table role_right add check (right_to in ('read', 'report', 'step', 'position', 'import', 'export', 'acknowledge', 'configure', 'account', 'audit', 'brief', 'plan', 'adopt', 'duty', 'camera', 'watch', 'patrol', 'wall'));
-- wall: arrange and operate walls, let screens in and send them away.
insert into role_right (role, right_to) values ('administrator', 'wall'), ('supervisor', 'wall'), ('command_operator', 'wall');

create table map_wall (
  id uuid primary key,
  area_id integer not null references area,
  name text not null check (length(name) between 1 and 100),
  -- MapWallLayout: rows, columns, sizes of screens and bezels in millimetres
  layout jsonb not null,
  -- the shared View; its camera is where the wall last stood still
  view jsonb not null,
  rotation jsonb not null,
  -- the screen that flies to alarms; null: chosen by geodata/wall
  alarm_screen_id uuid,
  -- whose sessions the screens hold: in the role wall_display, over area_id, and nothing else
  account_id text not null references account,
  retired_at timestamptz,
  created_by text not null,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  version integer not null default 1
);
create index map_wall_area on map_wall (area_id);

create table wall_screen (
  id uuid primary key,
  wall_id uuid not null references map_wall on delete cascade,
  area_id integer not null references area,
  name text not null check (length(name) between 1 and 60),
  -- WallRect in millimetres of the wall, from its upper left corner
  place jsonb not null,
  -- ScreenContent and PanelPlace[]
  content jsonb not null,
  panels jsonb not null default '[]',
  -- the window that is this screen; null: none has joined
  session_id uuid references session on delete set null,
  joined_at timestamptz,
  joined_by text,
  version integer not null default 1
);
create index wall_screen_wall on wall_screen (wall_id);
create index wall_screen_session on wall_screen (session_id) where session_id is not null;

-- What a screen last said of itself, every few seconds: apart, because the screen itself does not change by it.
create table wall_screen_state (
  screen_id uuid primary key references wall_screen on delete cascade,
  area_id integer not null references area,
  seen_at timestamptz not null default now(),
  -- ScreenReport
  told jsonb not null default '{}'
) with (fillfactor = 50);

-- 场景: a View with its panels.
create table wall_scene (
  id uuid primary key,
  wall_id uuid not null references map_wall on delete cascade,
  area_id integer not null references area,
  name text not null check (length(name) between 1 and 60),
  ordinal smallint not null check (ordinal >= 0),
  view jsonb not null,
  -- null: the panels of the screen that shows it
  panels jsonb,
  version integer not null default 1
);
create index wall_scene_wall on wall_scene (wall_id, ordinal);

-- A window that asks to join: it shows the code, somebody who may approves it for a screen, and only the window, which holds the secret, can claim it. Once, and within minutes. Digests only.
create table wall_code (
  id uuid primary key default gen_random_uuid(),
  code_hash bytea not null unique check (length(code_hash) = 32),
  secret_hash bytea not null unique check (length(secret_hash) = 32),
  address text not null default '' check (length(address) <= 60),
  made_at timestamptz not null default now(),
  expires_at timestamptz not null,
  screen_id uuid references wall_screen on delete cascade,
  approved_by text,
  approved_at timestamptz,
  claimed_at timestamptz
);
create index wall_code_expires on wall_code (expires_at);

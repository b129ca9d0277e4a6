-- Video patrol (鼠标巡逻): where pictures are fetched, in which order cameras are looked at, and who looked when and why.

-- Addresses and what opens them stay in the database: only functions read them, for the proxy (server/cameras/stream*).
create table camera_stream (
  camera_id integer primary key references camera on delete cascade,
  area_id integer not null references area,
  -- without user and password; null: none
  stream_url text check (length(stream_url) <= 500),
  snapshot_url text check (length(snapshot_url) <= 500),
  -- "user:password", sealed like contacts (server/contacts.ts), and which key sealed it
  secret bytea,
  secret_key_id text,
  version integer not null default 1,
  check ((secret is null) = (secret_key_id is null))
);

create table camera_tour (
  id uuid primary key,
  area_id integer not null references area,
  name text not null check (length(name) between 1 and 100),
  -- 1 first
  priority smallint not null default 2 check (priority between 1 and 4),
  mode text not null check (mode in ('timed', 'manual')),
  dwell_seconds smallint not null default 15 check (dwell_seconds between 3 and 3600),
  retired_at timestamptz,
  version integer not null default 1
);
create index camera_tour_area on camera_tour (area_id);
create table camera_tour_stop (
  tour_id uuid not null references camera_tour on delete cascade,
  ordinal smallint not null,
  camera_id integer not null references camera on delete cascade,
  -- null: as long as the tour says
  dwell_seconds smallint check (dwell_seconds between 3 and 3600),
  primary key (tour_id, ordinal)
);

-- Who looked at which camera when and why; no picture is fetched without one. Only its end and the incident made of it are added. Staff and equipment; nothing of what was seen.
create table camera_look (
  id uuid primary key,
  -- no reference: who looked stays known when the camera is taken out of the register
  camera_id integer not null,
  area_id integer not null references area,
  account_id text not null,
  tour_id uuid references camera_tour on delete set null,
  reason text not null check (length(reason) between 1 and 200),
  from_at timestamptz not null default now(),
  -- when a picture was last fetched by it, or it was ended; null: none was
  to_at timestamptz check (to_at >= from_at),
  -- when its account said that it is over: nothing is fetched by it any more
  ended_at timestamptz,
  -- what came of it
  incident_id uuid references incident on delete set null
);
create index camera_look_area on camera_look (area_id, from_at desc);
create index camera_look_camera on camera_look (camera_id, from_at desc);

-- The camera that showed it.
alter table incident add column camera_id integer references camera on delete set null;

-- Gateways that tell how cameras are; the key is kept as a digest.
create table camera_gateway (
  id uuid primary key,
  area_id integer not null references area,
  name text not null check (length(name) between 1 and 100),
  key_hash bytea not null unique,
  -- a camera that it tells of is offline after so long without a word
  silence_seconds integer not null default 180 check (silence_seconds between 30 and 86400),
  -- what an outage is reported as, once it has lasted so long; null: outages are no incidents
  category_id smallint references category,
  alarm_seconds integer not null default 300 check (alarm_seconds between 0 and 86400),
  heard_at timestamptz,
  revoked_at timestamptz,
  version integer not null default 1
);
create index camera_gateway_area on camera_gateway (area_id);
-- The last word of a gateway about each camera; apart from the camera, for it comes every minute and changes nothing there.
create table camera_heard (
  camera_id integer primary key references camera on delete cascade,
  area_id integer not null references area,
  gateway_id uuid not null references camera_gateway on delete cascade,
  -- what it said; silent: nothing for too long
  state text not null check (state in ('online', 'offline', 'fault', 'silent')),
  -- by the clock of the gateway, and by ours
  told_at timestamptz not null,
  heard_at timestamptz not null
);
create index camera_heard_silence on camera_heard (heard_at) where state <> 'silent';
create index camera_heard_gateway on camera_heard (gateway_id);
create index camera_code on camera (code);
-- The incident that an outage was reported as.
alter table camera_state add column incident_id uuid references incident on delete set null;
create index camera_state_unreported on camera_state (from_at) where to_at is null and incident_id is null and state in ('offline', 'fault') and told_by in ('gateway', 'silence');
create index camera_state_incident on camera_state (incident_id) where incident_id is not null;

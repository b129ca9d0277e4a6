-- Cameras: the register, how their health went, and the ground they see. Equipment only: no footage, nobody who was seen.
alter table role_right drop constraint role_right_right_to_check;
alter table role_right add check (right_to in ('read', 'report', 'step', 'position', 'import', 'export', 'acknowledge', 'configure', 'account', 'audit', 'brief', 'plan', 'adopt', 'duty', 'camera', 'watch'));
-- camera: change the register. watch: open streams, run tours, log what was looked at.
insert into role_right (role, right_to) values
  ('administrator', 'camera'), ('supervisor', 'camera'), ('command_operator', 'camera'),
  ('supervisor', 'watch'), ('command_operator', 'watch'), ('patrol_leader', 'watch');

alter table camera
  -- null: unknown; a view then assumes one and says so (geodata/camera/cameraView.ts)
  alter column range_m drop not null, alter column range_m drop default,
  add column tilt_deg real check (tilt_deg between -90 and 90),
  -- across the picture
  add column pixels integer check (pixels between 100 and 20000),
  add column lens_mm real check (lens_mm > 0 and lens_mm <= 2000),
  add column owner_unit text not null default '' check (length(owner_unit) <= 100),
  add column estate_id integer references estate on delete set null,
  -- GB/T 28181: 20 digits
  add column device_code text check (device_code ~ '^[0-9]{20}$'),
  add column filing_number text not null default '' check (length(filing_number) <= 60),
  add column retention_days smallint check (retention_days between 0 and 3650),
  add column state_since timestamptz not null default now(),
  drop constraint camera_state_check,
  -- planned: of an adopted placement, not standing yet
  add constraint camera_state_check check (state in ('online', 'offline', 'fault', 'planned'));
create unique index camera_device on camera (device_code) where device_code is not null;
create index camera_estate on camera (estate_id) where estate_id is not null;

-- One row a state that ended or lasts; written by a trigger of camera.
create table camera_state (
  id bigint generated always as identity primary key,
  camera_id integer not null references camera on delete cascade,
  area_id integer not null references area,
  state text not null check (state in ('online', 'offline', 'fault', 'planned')),
  from_at timestamptz not null,
  to_at timestamptz check (to_at >= from_at),
  -- what told: somebody by hand, a gateway, silence of a gateway, an import
  told_by text not null check (told_by in ('hand', 'gateway', 'silence', 'import')),
  account_id text,
  note text not null default '' check (length(note) <= 500)
);
create unique index camera_state_now on camera_state (camera_id) where to_at is null;
create index camera_state_area on camera_state (area_id, from_at);
insert into camera_state (camera_id, area_id, state, from_at, told_by) select id, area_id, state, state_since, 'import' from camera;

-- Cameras that were taken out of the register, with what went with them, so that it can be taken back.
create table camera_removed (
  camera_id integer primary key,
  area_id integer not null references area,
  camera jsonb not null,
  states jsonb not null,
  stream jsonb,
  stops jsonb not null,
  incidents uuid[] not null,
  removed_by text not null,
  removed_at timestamptz not null default now()
);
create index camera_removed_area on camera_removed (area_id);

-- The ground that a camera sees as it stands now, one row a band: what at least so many pixels per metre fall on (IEC 62676-4). Made anew in the background when it, or a building near it, changes.
create table camera_view (
  camera_id integer not null references camera on delete cascade,
  area_id integer not null references area,
  band text not null check (band in ('detect', 'observe')),
  -- whether it is looked at always, or only when the camera turns there (ptz)
  always boolean not null,
  geom geometry(MultiPolygon, 4326) not null,
  square_meters real not null,
  primary key (camera_id, band)
);
create index camera_view_geom on camera_view using gist (geom);
create index camera_view_area on camera_view (area_id);
-- What was made of each camera: of which version, what was assumed for want of better, whether it was moved off a wall.
create table camera_sight (
  camera_id integer primary key references camera on delete cascade,
  area_id integer not null references area,
  camera_version integer not null,
  assumed text[] not null default '{}',
  moved text check (moved in ('wall', 'inside')),
  -- stands deep inside of a building: sees nothing
  walled_in boolean not null default false,
  computed_at timestamptz not null default now()
);
-- Cameras whose view is older than they or the buildings near them.
create table camera_due (
  camera_id integer primary key references camera on delete cascade,
  area_id integer not null references area,
  since timestamptz not null default now(),
  -- who marked it last: a view that was made before is kept, and the mark stays
  marked_by xid8 not null default pg_current_xact_id()
);
create index camera_due_since on camera_due (since, camera_id);
insert into camera_due (camera_id, area_id) select id, area_id from camera;

-- All that a camera could see, and the walls that it may hang on, lie in this box: buildings near it are found by it, and the cameras near a building. 40 m: assumed where no range is known; 13 m: a little more than a camera is
-- taken to be inside of the building that it hangs on (geodata/camera). A degree is 110,574 m at the least.
create function camera_reach(place geometry, range_m real) returns geometry
language sql immutable parallel safe
-- Read once and for all, since an index is built without a search path.
return st_expand(place, (coalesce(range_m, 40) + 13) / (110574 * greatest(0.01, cos(radians(st_y(place))))), (coalesce(range_m, 40) + 13) / 110574);
create index camera_reach on camera using gist (camera_reach(geom, range_m));

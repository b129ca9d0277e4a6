-- Devices that send positions by themselves, with a key each; positions without a B-tree; how long detail is kept.

-- The key of a device stands in one answer only: what is kept of it is a digest (SHA-256).
create table device_key (
  id uuid primary key,
  device_id integer not null references device on delete cascade,
  key_hash bytea not null unique check (octet_length(key_hash) = 32),
  heard_at timestamptz,
  revoked_at timestamptz,
  created_by text not null,
  created_at timestamptz not null default now(),
  version integer not null default 1
);
-- One key a device; a lost phone is another device.
create unique index device_key_device on device_key (device_id);

-- A B-tree by (device, time) costs three quarters of what COPY takes. A device's fixes are stored under its lock by store_fixes (sql/functions/position.sql), which its caller tells what is there already; BRIN finds them, since they come roughly in order of time. Days that are over get a B-tree at once (index_position_day).
alter table position drop constraint position_pkey;
drop index position_at;
create index position_when on position using brin (at) with (pages_per_range = 16, autosummarize = on);
-- What was imported vehicle by vehicle is found by this one. Apart, since the planner takes two columns of a BRIN index for as well ordered as the better of them.
create index position_of on position using brin (device_id) with (pages_per_range = 16, autosummarize = on);

-- All fixes of a device since a moment, sane ones and those that were set apart by their neighbours: what comes in order of time is judged without a look into position. Made anew from there when it is missing.
create table device_tail (
  device_id integer primary key references device on delete cascade,
  since timestamptz not null,
  ms bigint[] not null,
  x integer[] not null,
  y integer[] not null
) with (fillfactor = 50);

-- A fix that was set apart by its neighbours (too fast, or two places at one time) is judged again when others come: it has its place here. Null: a fault of the fix itself.
alter table position_reject add column at timestamptz, add column x integer, add column y integer, add column speed_cm_s smallint, add column accuracy_m smallint;
create index position_reject_way on position_reject (device_id, at) where at is not null;
delete from position_reject r using position_reject o where o.device_id = r.device_id and o.fix = r.fix and o.id < r.id;
-- The same fault, sent again, is one fault.
create unique index position_reject_once on position_reject (device_id, md5(fix::text)) where at is null;
create unique index position_reject_place on position_reject (device_id, at, x, y) where at is not null;

-- Days that detail of positions is kept below an area; the nearest one above says, 30 where none does.
create table position_retention (
  area_id integer primary key references area on delete cascade,
  days smallint not null check (days between 1 and 3650),
  changed_by text not null,
  changed_at timestamptz not null default now(),
  version integer not null default 1
);
-- Days (UTC) of an area whose detail is gone: their coverage is what it was and is not counted anew.
create table position_dropped (
  area_id integer not null references area on delete cascade,
  day date not null,
  dropped_at timestamptz not null default now(),
  primary key (area_id, day)
);

-- Plans of zones: drafts that touch nothing until they are adopted, on a day.
create table zone_past (
  id bigint generated always as identity primary key,
  zone_id integer not null references zone on delete cascade,
  valid_from date not null,
  valid_to date not null,
  area_id integer not null references area,
  code text not null,
  name_zh text not null,
  name_en text not null,
  geom geometry(MultiPolygon, 4326) not null,
  -- homes as they were counted when it ended
  households integer not null default 0,
  check (valid_to > valid_from)
);
create index zone_past_zone on zone_past (zone_id, valid_from);
create index zone_past_geom on zone_past using gist (geom);

create table zone_plan (
  id uuid primary key,
  -- the area that the plan covers, as a rule a community
  area_id integer not null references area,
  name text not null check (length(name) between 1 and 100),
  note text not null default '' check (length(note) <= 2000),
  state text not null default 'draft' check (state in ('draft', 'scheduled', 'adopted', 'discarded')),
  -- how it came about: drawn, or the question, seed and figures of the design it was taken from
  origin jsonb not null default '{}',
  adopt_on date,
  adopted_at timestamptz,
  adopted_by text,
  created_by text not null,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  version integer not null default 1,
  check ((state in ('scheduled', 'adopted')) = (adopt_on is not null))
);
create index zone_plan_area on zone_plan (area_id, changed_at);

create table zone_plan_zone (
  plan_id uuid not null references zone_plan on delete cascade,
  key uuid not null,
  -- the zone of today that goes on in it; null: a new one
  zone_id integer references zone,
  area_id integer not null references area,
  code text check (code ~ '^[0-9A-Za-z.-]{1,32}$'),
  name_zh text not null default '' check (length(name_zh) <= 60),
  name_en text not null default '' check (length(name_en) <= 60),
  locked boolean not null default false,
  geom geometry(MultiPolygon, 4326) not null check (geometry_fits(geom)),
  primary key (plan_id, key)
);

-- Homes that were estimated from the footprint, since nobody gave a number.
alter table building add column households_estimated boolean not null default false;

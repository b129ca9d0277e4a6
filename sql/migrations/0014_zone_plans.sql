-- Plans of zones: drafts that touch nothing until they are adopted, on a day.

-- A zone that was made and ended on one day was never the zone of a day: its days are empty. Codes are those of one zone at a time; they may change hands within a transaction.
alter table zone drop constraint zone_check, drop constraint zone_code_valid_from_key,
  add constraint zone_days check (valid_to is null or valid_to >= valid_from),
  add constraint zone_code_today exclude using btree (code with =) where (valid_to is null) deferrable initially immediate,
  -- of a zone that ended: the one that took most of its homes
  add column heir_id integer references zone on delete set null;
create index zone_code on zone (code);

-- A shape that may be wrong in itself (crossing its own border, say) and can be drawn all the same: what people work on, and what files bring.
create function geometry_bounded(shape geometry, max_points integer default 5000) returns boolean
language sql immutable parallel safe as $$
  select st_srid(shape) = 4326 and not st_isempty(shape) and st_ndims(shape) = 2 and st_npoints(shape) <= max_points
    and st_xmin(shape) >= -180 and st_xmax(shape) <= 180 and st_ymin(shape) >= -90 and st_ymax(shape) <= 90
$$;
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
  -- who adopted it or, until its day, who said so
  adopted_by text,
  -- why it did not come true on its day
  refusal text check (length(refusal) <= 500),
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
  zone_id integer references zone on delete set null,
  area_id integer not null references area,
  code text check (code ~ '^[0-9A-Za-z.-]{1,32}$'),
  name_zh text not null default '' check (length(name_zh) <= 60),
  name_en text not null default '' check (length(name_en) <= 60),
  locked boolean not null default false,
  geom geometry(MultiPolygon, 4326) not null check (geometry_bounded(geom)),
  -- while the plan is scheduled: the day from which it holds
  adopts_on date,
  primary key (plan_id, key)
);
create index zone_plan_zone_day on zone_plan_zone (area_id, adopts_on) where adopts_on is not null;
create index zone_plan_due on zone_plan (adopt_on) where state = 'scheduled';

-- What was wrong with rows of an import, told on the map where there is a shape.
create table import_problem (
  id bigint generated always as identity primary key,
  import_id integer not null references import_run on delete cascade,
  noun text not null,
  file text not null,
  line text not null,
  -- what the file calls it
  ref text not null default '',
  kind text not null,
  reason text not null,
  -- false: the row was taken all the same
  rejected boolean not null,
  geom geometry(Geometry, 4326) check (geometry_bounded(geom))
);
create index import_problem_import on import_problem (import_id, id);

-- Homes that were estimated from the footprint, since nobody gave a number.
alter table building add column households_estimated boolean not null default false;

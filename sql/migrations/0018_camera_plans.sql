-- Where the next cameras could stand: drafts that touch nothing until they are adopted.
create table camera_plan (
  id uuid primary key,
  area_id integer not null references area,
  name text not null check (length(name) between 1 and 100),
  note text not null default '' check (length(note) <= 2000),
  state text not null default 'draft' check (state in ('draft', 'adopted', 'discarded')),
  -- the question, and the figures of its answer: covered worth, bound, cost, what was banned
  origin jsonb not null default '{}',
  adopted_at timestamptz,
  adopted_by text,
  created_by text not null,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  version integer not null default 1
);
create index camera_plan_area on camera_plan (area_id, changed_at);
create table camera_plan_site (
  plan_id uuid not null references camera_plan on delete cascade,
  ordinal smallint not null,
  area_id integer not null references area,
  mount text not null check (mount in ('street_light', 'corner', 'facade', 'drawn')),
  kind text not null check (kind in ('fixed', 'ptz', 'dome')),
  azimuth_deg real check (azimuth_deg >= 0 and azimuth_deg < 360),
  field_of_view_deg real not null check (field_of_view_deg > 0 and field_of_view_deg <= 360),
  range_m real not null check (range_m between 1 and 2000),
  height_m real check (height_m between 0 and 300),
  pixels integer check (pixels between 100 and 20000),
  -- what it adds to those before it
  gain real not null default 0,
  geom geometry(Point, 4326) not null,
  -- what it would see, cut by the buildings of the day on which it was planned
  seen geometry(Polygon, 4326) check (geometry_bounded(seen)),
  -- once adopted
  camera_id integer references camera on delete set null,
  primary key (plan_id, ordinal)
);

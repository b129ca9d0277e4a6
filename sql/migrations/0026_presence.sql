-- Presence as prefix sums in time: what a cell held from the first day up to a day's end, so that any range of days is the difference of two rows a tile.
-- A day, by the area's own clock, whose coverage changed; appended by triggers, taken by whoever builds the sums.
create table presence_due (
  id bigint generated always as identity primary key,
  area_id integer not null references area on delete cascade,
  day date not null,
  marked_at timestamptz not null default clock_timestamp()
);
create index presence_due_day on presence_due (area_id, day);

-- Counts builds, so that of two servers that build at once the second gives up.
create table presence_build (
  one boolean primary key default true check (one),
  version bigint not null default 0
);
insert into presence_build default values;

-- When a day was built into the sums.
create table presence_day (
  area_id integer not null references area on delete cascade,
  day date not null,
  built_at timestamptz not null default clock_timestamp(),
  primary key (area_id, day)
);

-- Tiles of 64 x 64 cells of a level that hold anything. Team 0 is all teams; class -1 is all hours, 0 to 167 an hour of the week (from Monday 00:00), whose sums run over its own weekday alone.
create table presence_tile (
  area_id integer not null references area on delete cascade,
  team_id integer not null,
  hour_class smallint not null check (hour_class between -1 and 167),
  level smallint not null check (level in (18, 20)),
  tile bigint not null,
  primary key (area_id, team_id, hour_class, level, tile)
);

-- Columns of the cells of a tile (16 bits each, ascending), then of 64-bit floats: seconds, and in `more` the lowest and highest seconds, visits and the last visit (seconds since 1970).
create table presence_sum (
  area_id integer not null references area on delete cascade,
  team_id integer not null,
  hour_class smallint not null,
  level smallint not null,
  tile bigint not null,
  day date not null,
  cells bytea not null,
  seconds bytea not null,
  more bytea,
  primary key (area_id, team_id, hour_class, level, tile, day)
);
-- Numbers of 64 bits hardly shrink, and unpacking them would cost more than reading them.
alter table presence_sum alter column cells set storage external, alter column seconds set storage external, alter column more set storage external;
create index presence_sum_day on presence_sum (area_id, day);

-- Presence by piece of street, from crossing to crossing, as tracks were matched to streets; of a day by the area's own clock. Seconds surely there, likely there, perhaps there. No reference to the street: presence outlives an import.
create table street_presence (
  area_id integer not null references area on delete cascade,
  day date not null,
  street_id bigint not null,
  -- metres along the street at which the piece begins, and its length
  along_m integer not null,
  length_m real not null,
  low real not null,
  seconds real not null,
  high real not null,
  visits integer not null,
  last_at timestamptz,
  primary key (area_id, day, street_id, along_m)
);
create index street_presence_street on street_presence (street_id, day);
-- When the tracks of a day were last matched to streets; null: they are to be.
alter table presence_day add column matched_at timestamptz;

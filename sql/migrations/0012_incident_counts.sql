-- Counts of incidents as a pyramid of cells, so that a far view costs what it shows and not what is stored. All of it is derived from `incident`
-- (sql/functions/incident_counts.sql) and can be made anew from there, so nothing refers to it and it refers to nothing.

-- What changed and is not folded into the pyramid yet, written with the change itself. Rows are only added: a hundred who report at once in one cell do not
-- wait for each other. Readers count marked cells from the incidents; a job folds. day: of the area's own clock; kind: see incident_kind(); change may be 0.
create table incident_delta (
  id bigint generated always as identity primary key,
  -- of level 19
  cell bigint not null,
  area_id integer not null,
  day date not null,
  kind integer not null,
  change integer not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
create index incident_delta_cell on incident_delta (cell) include (area_id);

-- All times. Level n has 2^n cells a side; a tile of zoom z shows 64 x 64 cells of level z + 6, which is one range of `cell` (Z-order).
create table incident_cell (
  level smallint not null check (level between 6 and 19),
  cell bigint not null,
  area_id integer not null,
  count integer not null check (count > 0),
  severity smallint not null,
  -- null where they do not all agree
  category_id smallint,
  newest_s bigint not null,
  -- z_order of the first, and where its tile draws it: see tile_spot()
  first bigint not null,
  spot bigint not null,
  -- A tile is answered from the index alone.
  primary key (level, cell, area_id) include (count, severity, category_id, newest_s, spot)
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02);

-- By day of the area's own clock. The two arrays stand beside each other, kinds ascending.
create table incident_day (
  level smallint not null check (level in (10, 12, 14, 16)),
  day date not null,
  cell bigint not null,
  area_id integer not null,
  count integer not null check (count > 0),
  kinds integer[] not null,
  counts integer[] not null check (cardinality(kinds) = cardinality(counts)),
  primary key (level, day, cell, area_id)
);

-- What each statement took away and added, in values, for columns kept in the memory of servers: a row is known there by what it says and needs no id. Read in order
-- of (txid, id) like the outbox, and kept for an hour; who is further behind reads all incidents again.
create table incident_change (
  id bigint generated always as identity primary key,
  txid xid8 not null default pg_current_xact_id(),
  at timestamptz not null default now(),
  -- 1 added, -1 taken away; the arrays stand beside each other
  signs integer[] not null,
  -- Unix seconds, z_order of the cell of level 20, incident_kind(), area
  times bigint[] not null,
  cells bigint[] not null,
  kinds integer[] not null,
  areas integer[] not null
);
create index incident_change_txid on incident_change (txid, id);
create index incident_change_at on incident_change (at);

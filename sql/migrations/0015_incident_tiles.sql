-- Far tiles of incidents as they were drawn from the pyramid (sql/functions/incident_tile.sql), so that drawing a city again costs what sending it costs. Whatever changes in a tile
-- takes it away; all of it can be drawn anew, so nothing is lost with it and it is not written to the log.
create unlogged table incident_tile (
  zoom smallint not null check (zoom between 0 and 13),
  -- Z-order of the tile
  tile bigint not null,
  -- The areas that it shows: all that who asked may read and that have incidents in it. Who sees the same in a tile shares it; the key is a digest, since an index entry holds no long list.
  areas integer[] not null,
  rights uuid not null,
  body bytea not null,
  drawn_at timestamptz not null default now(),
  primary key (zoom, tile, rights)
);
create index incident_tile_drawn on incident_tile (drawn_at);
-- Compressed it would be unpacked at each reading, for no fewer bytes sent.
alter table incident_tile alter column body set storage external;

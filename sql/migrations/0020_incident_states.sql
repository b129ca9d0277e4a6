-- Near tiles of incidents are stored beside the far ones (sql/functions/incident_tile_near.sql). 17: finer ones hold few points, and z_order, by whose change a moved point is
-- told, is as fine as their units.
alter table incident_tile drop constraint incident_tile_zoom_check;
alter table incident_tile add check (zoom between 0 and 17);

-- Cells of level 19 in which a near tile shows something else now that no count knows of: the state of an incident. Written with the change itself and taken away by the fold with
-- the tiles; rows are only added, as in incident_delta.
create table incident_touch (
  id bigint generated always as identity primary key,
  cell bigint not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
create index incident_touch_cell on incident_touch (cell);

-- States stand beside the other values, so that columns in memory can be asked by them. What moves no count is told apart: it marks no cell of the pyramid.
alter table incident_change add column states integer[] not null default '{}', add column counts boolean not null default true;
alter table incident_change alter column states drop default;

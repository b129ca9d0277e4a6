-- What was wrong with rows of an import belongs to the area it lies in; null: in none that is known, for who imported alone.
alter table import_problem add column area_id integer references area on delete set null;
update import_problem p set area_id = (select a.id from area a where a.valid_to is null and a.geom is not null and a.geom && st_centroid(p.geom) and st_intersects(a.geom, st_centroid(p.geom))
  order by array_position(array['community', 'subdistrict', 'district', 'city'], a.level), a.id limit 1) where p.geom is not null;
create index import_problem_area on import_problem (area_id);

-- A plan whose day has begun is tried some times, ever more seldom, before it is a draft again. While it waits for the next try, `refusal` says why the last one ended.
alter table zone_plan add column tries smallint not null default 0, add column try_after timestamptz;

-- An area that goes, of thousands in an import that is taken back, looks for duties over it.
create index assignment_area on assignment (area_id);

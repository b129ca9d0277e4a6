-- Changes of the tree that were decided for a day to come: as they were sent, by whom, and why one could not be made when its day had come.
create table area_change_due (
  id uuid primary key,
  area_id integer not null references area on delete cascade,
  -- all areas that it speaks of
  areas integer[] not null,
  kind text not null,
  on_day date not null,
  sent jsonb not null,
  actor text not null,
  at timestamptz not null default now(),
  tries smallint not null default 0,
  try_after timestamptz,
  refusal text check (length(refusal) <= 500)
);
create index area_change_due_day on area_change_due (on_day) where refusal is null;
create index area_change_due_area on area_change_due (area_id);

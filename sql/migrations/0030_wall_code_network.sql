-- The network that a window asks from, as askers are counted: where too many wait, those of the most crowded one make room.
alter table wall_code add column network text not null default '' check (length(network) <= 60);

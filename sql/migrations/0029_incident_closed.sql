-- What was closed lately is asked every few seconds by the panels of a wall.
create index incident_closed on incident (closed_at) where closed_at is not null;

-- Accounts are read through the functions in actor.sql only; the application role has no right on these tables.
alter table account enable row level security, force row level security;
alter table assignment enable row level security, force row level security;
alter table role_right enable row level security, force row level security;

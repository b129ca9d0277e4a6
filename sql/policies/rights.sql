-- Accounts, credentials, sessions and duties are reached through definer functions only; the application role has no right on these tables.
alter table role enable row level security, force row level security;
alter table account enable row level security, force row level security;
alter table assignment enable row level security, force row level security;
alter table role_right enable row level security, force row level security;
alter table team_member enable row level security, force row level security;
alter table credential enable row level security, force row level security;
alter table session enable row level security, force row level security;

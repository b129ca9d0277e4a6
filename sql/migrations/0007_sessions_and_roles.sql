-- Accounts hold duties in areas: rights follow role x area subtree. Sessions, credentials and the audit log.
create table role (
  id text primary key check (id ~ '^[a-z_]{1,32}$'),
  sort smallint not null unique
);
insert into role (id, sort) values
  ('administrator', 1), ('auditor', 2), ('command_operator', 3), ('supervisor', 4), ('zone_lead', 5), ('grid_officer', 6), ('patrol_leader', 7), ('patrol_member', 8),
  ('leader', 9), ('wall_display', 10);

alter table role_right drop constraint role_right_role_check, drop constraint role_right_right_to_check;
alter table role_right add foreign key (role) references role,
  add check (right_to in ('read', 'report', 'step', 'position', 'import', 'export', 'acknowledge', 'configure', 'account', 'audit'));
insert into role_right (role, right_to) values
  ('administrator', 'acknowledge'), ('administrator', 'configure'), ('administrator', 'account'), ('administrator', 'audit'),
  ('auditor', 'audit'),
  ('command_operator', 'acknowledge'),
  ('supervisor', 'read'), ('supervisor', 'report'), ('supervisor', 'step'), ('supervisor', 'export'), ('supervisor', 'acknowledge'),
  ('zone_lead', 'acknowledge'),
  ('grid_officer', 'read'), ('grid_officer', 'report'), ('grid_officer', 'step'),
  ('patrol_leader', 'step'),
  ('patrol_member', 'read'), ('patrol_member', 'report'), ('patrol_member', 'step'), ('patrol_member', 'position'),
  ('wall_display', 'read');

-- A duty: an account in a role over an area and all below it.
alter table assignment add column role text references role;
update assignment a set role = c.role from account c where c.id = a.account_id;
alter table assignment alter column role set not null;
alter table assignment drop constraint assignment_pkey, add primary key (account_id, area_id, role);
alter table account drop column role;
alter table account add column created_at timestamptz not null default now(), add column disabled_at timestamptz;

-- Who holds a post or rides with a team; the call name stays beside it for posts whose holder has no account.
alter table post add column account_id text references account on delete set null;
create index post_account on post (account_id) where account_id is not null;
create table team_member (
  team_id integer not null references team on delete cascade,
  account_id text not null references account on delete cascade,
  primary key (team_id, account_id)
);

-- The role that asks who somebody is, before anybody is known: it may call the functions of the door and nothing else.
do $$ begin
  if not exists (select from pg_roles where rolname = 'fangcun_door') then create role fangcun_door nologin; end if;
end $$;
grant usage on schema public to fangcun_door;

-- How an account proves itself: an argon2id hash, or the subject at an OpenID provider. `temporary`: given by somebody else, good for setting one's own.
create table credential (
  account_id text not null references account on delete cascade,
  kind text not null check (kind in ('password', 'oidc')),
  secret text not null check (length(secret) between 1 and 400),
  temporary boolean not null default false,
  changed_at timestamptz not null default now(),
  primary key (account_id, kind)
);
create unique index credential_subject on credential (secret) where kind = 'oidc';

-- Tokens are kept as SHA-256 only. `wall` has no idle expiry; `token` is for programs.
create table session (
  id uuid primary key default gen_random_uuid(),
  token_hash bytea not null unique check (length(token_hash) = 32),
  account_id text not null references account on delete cascade,
  kind text not null default 'browser' check (kind in ('browser', 'token', 'wall')),
  label text not null default '' check (length(label) <= 100),
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  idle_seconds integer check (idle_seconds > 0),
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index session_account on session (account_id);

-- Who did what, when, with what result: sign-ins, changes of rights, exports, reads of exact cameras and of contacts. Append-only.
create table audit_entry (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  account_id text not null,
  area_id integer,
  action text not null check (action ~ '^[a-z_.]{1,48}$'),
  target text not null default '' check (length(target) <= 200),
  result text not null default 'done' check (result in ('done', 'refused', 'failed')),
  detail jsonb not null default '{}'
);
create index audit_entry_at on audit_entry (at desc, id desc);

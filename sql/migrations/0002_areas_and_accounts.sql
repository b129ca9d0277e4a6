-- Roles. The application role owns nothing and bypasses nothing; the relay reads the outbox and nothing else.
do $$ begin
  if not exists (select from pg_roles where rolname = 'fangcun_app') then create role fangcun_app nologin; end if;
  if not exists (select from pg_roles where rolname = 'fangcun_relay') then create role fangcun_relay nologin; end if;
end $$;
grant usage on schema public to fangcun_app, fangcun_relay;

create table import_run (
  id integer generated always as identity primary key,
  noun text not null,
  source text not null,
  files text[] not null,
  options jsonb not null default '{}',
  state text not null default 'running' check (state in ('running', 'done', 'failed', 'undone')),
  started_by text not null,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  summary jsonb not null default '{}'
);

-- 辖区: the tree city > district > subdistrict > community.
create table area (
  id integer generated always as identity primary key,
  parent_id integer references area,
  level text not null check (level in ('city', 'district', 'subdistrict', 'community')),
  code text not null check (code ~ '^[0-9A-Za-z.-]{1,32}$'),
  name_zh text not null,
  name_en text not null default '',
  time_zone text not null default 'Asia/Shanghai',
  geom geometry(MultiPolygon, 4326) check (geometry_fits(geom, 50000)),
  valid_from date not null default '1900-01-01',
  valid_to date,
  source text not null default 'own',
  source_ref text,
  import_id integer references import_run,
  version integer not null default 1,
  unique (code, valid_from),
  unique (source, source_ref),
  check (valid_to is null or valid_to > valid_from)
);
create index area_parent on area (parent_id);
create index area_geom on area using gist (geom);

-- Staff in a duty role. What a role may do is data; where, follows from the areas it is assigned to and everything below them.
create table role_right (
  role text not null check (role in ('administrator', 'command_operator', 'zone_lead', 'patrol_leader', 'leader', 'auditor')),
  right_to text not null check (right_to in ('read', 'report', 'step', 'position', 'import', 'export')),
  primary key (role, right_to)
);
insert into role_right (role, right_to) values
  ('administrator', 'read'), ('administrator', 'report'), ('administrator', 'step'), ('administrator', 'position'), ('administrator', 'import'), ('administrator', 'export'),
  ('command_operator', 'read'), ('command_operator', 'report'), ('command_operator', 'step'), ('command_operator', 'export'),
  ('zone_lead', 'read'), ('zone_lead', 'report'), ('zone_lead', 'step'),
  ('patrol_leader', 'read'), ('patrol_leader', 'report'), ('patrol_leader', 'position'),
  ('leader', 'read'), ('leader', 'export'),
  ('auditor', 'read');

create table account (
  id text primary key check (id ~ '^[a-z0-9-]{1,64}$'),
  name_zh text not null,
  name_en text not null,
  role text not null,
  demo boolean not null default false
);

create table assignment (
  account_id text not null references account on delete cascade,
  area_id integer not null references area on delete cascade,
  primary key (account_id, area_id)
);

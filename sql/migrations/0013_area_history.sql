-- The tree of areas and the duty in zones, dated: what a day was like can be asked for any day. An area or a zone keeps its id through rename, recode and reshaping, so that rights,
-- incidents and orders stay with it; how it was before is a row of its past.
alter table role_right drop constraint role_right_right_to_check;
alter table role_right add check (right_to in ('read', 'report', 'step', 'position', 'import', 'export', 'acknowledge', 'configure', 'account', 'audit', 'brief', 'plan', 'adopt', 'duty'));
insert into role_right (role, right_to) values
  ('administrator', 'plan'), ('administrator', 'adopt'), ('administrator', 'duty'),
  ('supervisor', 'plan'), ('supervisor', 'adopt'), ('supervisor', 'duty'),
  ('command_operator', 'plan'), ('zone_lead', 'plan');

-- Codes are data: how they are cut, which signs they may hold, where the serial stands (geodata/format/codeScheme.ts checks them).
create table code_scheme (
  id text primary key check (id ~ '^[a-z0-9-]{1,40}$'),
  noun text not null check (noun in ('area', 'zone')),
  name_zh text not null,
  name_en text not null,
  -- where the scheme is published, with its version
  source text not null default '',
  -- [{ "level": "district", "length": 2, "signs": "digits" | "alphanumeric", "mayBeZero": true }, ...]; the last part of a zone scheme is the serial
  parts jsonb not null,
  version integer not null default 1
);
-- The scheme of zone codes below an area; null: that of the area above, and at the top the one of 15 digits.
alter table area add column zone_scheme text references code_scheme;

create table area_past (
  id bigint generated always as identity primary key,
  area_id integer not null references area on delete cascade,
  valid_from date not null,
  valid_to date not null,
  parent_id integer,
  level text not null,
  code text not null,
  name_zh text not null,
  name_en text not null,
  geom geometry(MultiPolygon, 4326),
  check (valid_to > valid_from)
);
create index area_past_area on area_past (area_id, valid_from);

-- One entry for each rename, recode, merge, split or move, append-only.
create table area_change (
  id uuid primary key,
  area_id integer not null references area,
  kind text not null check (kind in ('add', 'rename', 'recode', 'merge', 'split', 'move', 'reshape', 'close')),
  on_day date not null,
  from_areas integer[] not null default '{}',
  to_areas integer[] not null default '{}',
  reason text not null default '' check (length(reason) <= 500),
  detail jsonb not null default '{}',
  actor text not null,
  at timestamptz not null default now()
);
create index area_change_area on area_change (area_id, at);

-- Kinds of posts are data, so that a city can have its own.
create table post_kind (
  id text primary key check (id ~ '^[a-z][a-z0-9_]{0,39}$'),
  name_zh text not null check (length(name_zh) between 1 and 40),
  name_en text not null check (length(name_en) between 1 and 60),
  sort smallint not null default 100,
  -- how many posts of this kind a new zone is given
  per_zone smallint not null default 0 check (per_zone between 0 and 20),
  retired_at timestamptz
);
insert into post_kind (id, name_zh, name_en, sort, per_zone) values
  ('zone_lead', '网格长', 'Zone lead', 1, 1), ('grid_officer', '网格员', 'Grid officer', 2, 1), ('assistant', '协管员', 'Assistant', 3, 1), ('supervisor', '督导员', 'Supervisor', 4, 0),
  ('safety', '治安联防员', 'Safety', 5, 0), ('sanitation', '卫生监督员', 'Sanitation', 6, 0), ('information', '信息联络员', 'Information', 7, 0), ('building_lead', '楼组长', 'Building lead', 8, 0),
  ('community_police', '社区民警', 'Community police', 9, 1);
alter table post drop constraint post_kind_check;
alter table post add foreign key (kind) references post_kind;

-- Who was, is or will be on a post, in half-open periods that do not overlap. What holds today is copied to the post, which is what the rest reads.
create table post_holding (
  id uuid primary key,
  post_id integer not null references post on delete cascade,
  area_id integer not null references area,
  holder text check (length(holder) between 1 and 60),
  account_id text references account,
  phone text check (length(phone) <= 40),
  valid_from date not null,
  valid_to date,
  version integer not null default 1,
  check (valid_to is null or valid_to > valid_from),
  check (holder is not null or account_id is not null)
);
create index post_holding_post on post_holding (post_id, valid_from);
insert into post_holding (id, post_id, area_id, holder, account_id, phone, valid_from)
select gen_random_uuid(), p.id, p.area_id, p.holder, p.account_id, p.phone, p.valid_from from post p where (p.holder is not null or p.account_id is not null) and p.valid_to is null;

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
  retired_at timestamptz,
  version integer not null default 1
);
insert into code_scheme (id, noun, name_zh, name_en, source, parts) values
  ('area-12', 'area', '统计用区划代码(12 位)', 'Administrative area code, 12 digits', '统计用区划代码 (National Bureau of Statistics): 2 + 2 + 2 + 3 + 3',
    '[{"level":"province","length":2,"signs":"digits","mayBeZero":false},{"level":"city","length":2,"signs":"digits","mayBeZero":false},{"level":"district","length":2,"signs":"digits","mayBeZero":true},{"level":"subdistrict","length":3,"signs":"digits","mayBeZero":false},{"level":"community","length":3,"signs":"digits","mayBeZero":false}]'),
  ('zone-15', 'zone', '网格编码(15 位)', 'Zone code, 15 digits', 'Beijing local standard: 6 + 3 + 3 + 3, the community code and a serial',
    '[{"level":"province","length":2,"signs":"digits","mayBeZero":false},{"level":"city","length":2,"signs":"digits","mayBeZero":false},{"level":"district","length":2,"signs":"digits","mayBeZero":true},{"level":"subdistrict","length":3,"signs":"digits","mayBeZero":false},{"level":"community","length":3,"signs":"digits","mayBeZero":false},{"level":"zone","length":3,"signs":"digits","mayBeZero":false}]'),
  ('zone-20', 'zone', '单元网格编码(20 位)', 'Unit grid code, 20 digits', 'CJ/T 349-2010: 6 + 6 + 3 + 3 + 2',
    '[{"level":"part_1","length":6,"signs":"digits","mayBeZero":false},{"level":"part_2","length":6,"signs":"digits","mayBeZero":false},{"level":"part_3","length":3,"signs":"digits","mayBeZero":true},{"level":"part_4","length":3,"signs":"digits","mayBeZero":true},{"level":"zone","length":2,"signs":"digits","mayBeZero":false}]'),
  ('zone-16', 'zone', '网格编码(16 位字母数字)', 'Zone code, 16 characters', 'a city''s own: 12 + 4 letters and digits, the community code and a serial',
    '[{"level":"community","length":12,"signs":"alphanumeric","mayBeZero":false},{"level":"zone","length":4,"signs":"alphanumeric","mayBeZero":false}]'),
  ('zone-15-gbt47678', 'zone', '网格编码(15 位,GB/T 47678 据报道)', 'Zone code, 15 characters (GB/T 47678, reported)', 'reported for GB/T 47678 (city operation platforms, said to be in force from 2026-07-01); the parts are not confirmed: 12 + 3 is taken',
    '[{"level":"community","length":12,"signs":"alphanumeric","mayBeZero":false},{"level":"zone","length":3,"signs":"alphanumeric","mayBeZero":false}]');
-- The scheme of zone codes below an area; null: that of the area above, and at the top the one of 15 digits.
alter table area add column zone_scheme text references code_scheme;
-- One area of today to a code; two that are given the same at once are told apart here.
create unique index area_code_today on area (code) where valid_to is null;

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
-- All days of a closed area are past; its row then hangs below the area that took over, so that what was done there is read by those who have the place now.
insert into area_past (area_id, valid_from, valid_to, parent_id, level, code, name_zh, name_en, geom)
select id, valid_from, valid_to, parent_id, level, code, name_zh, name_en, geom from area where valid_to is not null;

-- One entry for each rename, recode, merge, split or move, append-only.
create table area_change (
  id uuid primary key,
  -- an undone import takes the areas that it brought with all that is told of them
  area_id integer not null references area on delete cascade,
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
-- What rights reach depends on the tree: keys of caches count these (sql/functions/actor.sql).
create index area_change_tree on area_change (kind) where kind in ('add', 'merge', 'split', 'move');

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
alter table post drop constraint post_kind_check, add column version integer not null default 1;
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
select gen_random_uuid(), p.id, p.area_id, nullif(left(btrim(p.holder), 60), ''), p.account_id, left(p.phone, 40), least(p.valid_from, (now() at time zone a.time_zone)::date)
from post p join area a on a.id = p.area_id where (btrim(p.holder) <> '' or p.account_id is not null) and p.valid_to is null;

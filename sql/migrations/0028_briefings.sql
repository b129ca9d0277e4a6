-- 研判简报: a dated report on an area and a period. Figures keep the question, the data and the method that made them; what people write is kept apart from what is composed of them.
create table briefing (
  id uuid primary key,
  area_id integer not null references area,
  title text not null check (length(title) between 1 and 200),
  template text not null check (template in ('daily', 'weekly', 'monthly', 'festival', 'hotspot')),
  during tstzrange not null check (not isempty(during) and lower(during) is not null and upper(during) is not null),
  -- BriefingQuestion
  question jsonb not null,
  state text not null default 'draft' check (state in ('draft', 'filed', 'discarded')),
  -- area: who reads the area; outside: everybody with an account, with small counts suppressed
  audience text not null default 'area' check (audience in ('area', 'outside')),
  -- the run that is shown; each run of the figures stays
  run smallint not null default 1 check (run >= 1),
  filed_at timestamptz,
  filed_by text,
  created_by text not null,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  version integer not null default 1
);
create index briefing_area on briefing (area_id, changed_at);

create table briefing_figure (
  id uuid primary key default gen_random_uuid(),
  briefing_id uuid not null references briefing on delete cascade,
  area_id integer not null references area,
  run smallint not null check (run >= 1),
  key text not null check (key ~ '^[a-z][a-zA-Z0-9_.]{0,60}$'),
  -- BriefingFigure: what was asked, of which data, by which method and seed
  query jsonb not null,
  snapshot jsonb not null,
  method jsonb not null,
  seed bigint,
  value jsonb not null,
  made_at timestamptz not null default now(),
  unique (briefing_id, run, key)
);

-- What somebody wrote in place of, or beside, what was composed: of a block, or the notes of a speaker on a page.
create table briefing_text (
  briefing_id uuid not null references briefing on delete cascade,
  area_id integer not null references area,
  key text not null check (key ~ '^[a-z][a-zA-Z0-9_.]{0,80}$'),
  locale text not null check (locale in ('zh', 'en')),
  text text not null check (length(text) <= 5000),
  -- what was composed when it was written, so that a later run shows where it no longer fits
  composed text not null default '' check (length(composed) <= 5000),
  written_by text not null,
  written_at timestamptz not null default now(),
  version integer not null default 1,
  primary key (briefing_id, key, locale)
);

create table briefing_schedule (
  id uuid primary key,
  area_id integer not null references area,
  title text not null check (length(title) between 1 and 200),
  template text not null check (template in ('daily', 'weekly', 'monthly')),
  question jsonb not null,
  audience text not null default 'area' check (audience in ('area', 'outside')),
  -- when it is filed, by the area's clock: 1 to 7 from Monday for a weekly one, 1 to 28 for a monthly one
  on_day smallint check (on_day between 1 and 28),
  at_hour smallint not null default 7 check (at_hour between 0 and 23),
  next_at timestamptz not null,
  -- somebody makes it now, until then at most
  taken_until timestamptz,
  last_briefing_id uuid references briefing on delete set null,
  last_problem text,
  retired_at timestamptz,
  -- it is made with what this account may see then
  created_by text not null references account,
  created_at timestamptz not null default now(),
  version integer not null default 1
);
create index briefing_schedule_due on briefing_schedule (next_at) where retired_at is null;

-- Which filed briefings somebody has opened: the others are announced.
create table briefing_read (
  briefing_id uuid not null references briefing on delete cascade,
  account_id text not null references account on delete cascade,
  read_at timestamptz not null default now(),
  primary key (briefing_id, account_id)
);

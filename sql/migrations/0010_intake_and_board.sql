-- Photos of places (re-encoded, without metadata), the contact of somebody who asked to be called back (sealed by the server, erased when the matter is archived),
-- and filters that were given a name.
create table photo (
  id uuid primary key,
  incident_id uuid not null references incident on delete cascade,
  area_id integer not null references area,
  width integer not null check (width between 1 and 4096),
  height integer not null check (height between 1 and 4096),
  bytes bytea not null check (length(bytes) between 1 and 2097152),
  added_by text not null,
  added_at timestamptz not null default now()
);
create index photo_incident on photo (incident_id, added_at);

create table contact (
  incident_id uuid primary key references incident on delete cascade,
  area_id integer not null references area,
  -- AES-256-GCM: nonce, ciphertext, tag; the key is in the environment of the server
  sealed bytea not null check (length(sealed) between 29 and 1024),
  key_id text not null,
  taken_at timestamptz not null default now()
);

create table saved_filter (
  id uuid primary key,
  area_id integer not null references area,
  name text not null check (length(name) between 1 and 100),
  value jsonb not null,
  created_by text not null,
  created_at timestamptz not null default now()
);

-- Boards: what is still open, by its deadline, and everything by when it came in.
create index incident_open on incident (due_at, id) where state not in ('closed', 'called_back', 'archived', 'merged');
create index incident_reported on incident (reported_at, id);

-- How far apart two reports of this category may place one thing: a leak in a home, a flooded street.
alter table category add column near_m smallint not null default 150 check (near_m between 10 and 2000);

-- Likely doubles ask for two months of a few streets: with the time in the key, the other ten months are passed over in the index and not row by row.
drop index incident_z_order;
create index incident_z_order on incident (z_order, occurred_at) include (category_id, severity, area_id);

-- Live: writers add ids here in their own transaction; NOTIFY is only a wake-up. row_id null says "many rows: read again".
create table outbox (
  id bigint generated always as identity primary key,
  txid xid8 not null default pg_current_xact_id(),
  noun text not null,
  row_id text,
  area_id integer,
  at timestamptz not null default now()
);
create index outbox_txid on outbox (txid, id);

-- A saved View (a scene); the value is checked by the schema at the door.
create table saved_view (
  id uuid primary key,
  area_id integer not null references area,
  name text not null check (length(name) between 1 and 100),
  value jsonb not null,
  created_by text not null,
  created_at timestamptz not null default now()
);

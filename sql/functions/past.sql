-- The time machine: incidents as they stood at a moment, to be used in place of the table (`from incident_at(at) i`); the caller's policies apply.
-- What has no later entry stands as it is; for the rest the last entry by then carries the row as it was. Where an entry is older than these
-- snapshots, or a file brought the row, its state is the one that the entries name and the rest is that of the row. What was reported later does
-- not exist yet. One statement, so that it is inlined and a time window, an id or an area reaches the indexes of the table.
create or replace function incident_at(moment timestamptz)
returns table (
  id uuid, area_id integer, zone_id integer, number text, category_id smallint, severity smallint, channel text, provenance text, state text, title text, details text, address text,
  occurred_at timestamptz, occurred_precision text, reported_at timestamptz, registered_at timestamptz, closed_at timestamptz, due_at timestamptz, due_step text, escalation smallint,
  extended_at timestamptz, extension_asked_at timestamptz, merged_into uuid, split_from uuid, result text, satisfaction text, geom geometry, z_order bigint, version integer)
language sql stable as $$
  select i.id, i.area_id, i.zone_id, i.number, i.category_id, i.severity, i.channel, i.provenance, i.state, i.title, i.details, i.address,
    i.occurred_at, i.occurred_precision, i.reported_at, i.registered_at, i.closed_at, i.due_at, i.due_step, i.escalation,
    i.extended_at, i.extension_asked_at, i.merged_into, i.split_from, i.result, i.satisfaction, i.geom, i.z_order, i.version
  from incident i
  where i.reported_at <= moment and not exists (select from incident_log l where l.incident_id = i.id and l.at > moment)
  union all
  select i.id, coalesce((s.after ->> 'area_id')::integer, i.area_id), case when s.after ? 'zone_id' then (s.after ->> 'zone_id')::integer else i.zone_id end, i.number,
    coalesce((s.after ->> 'category_id')::smallint, i.category_id), coalesce((s.after ->> 'severity')::smallint, i.severity), i.channel, i.provenance,
    coalesce(b.to_state, n.from_state, i.state), i.title, i.details, i.address, i.occurred_at, i.occurred_precision, i.reported_at,
    case when s.after ? 'registered_at' then (s.after ->> 'registered_at')::timestamptz when i.registered_at <= moment then i.registered_at end,
    case when s.after ? 'closed_at' then (s.after ->> 'closed_at')::timestamptz when i.closed_at <= moment then i.closed_at end,
    case when s.after ? 'due_at' then (s.after ->> 'due_at')::timestamptz else i.due_at end, case when s.after ? 'due_step' then s.after ->> 'due_step' else i.due_step end,
    coalesce((s.after ->> 'escalation')::smallint, i.escalation),
    case when s.after ? 'extended_at' then (s.after ->> 'extended_at')::timestamptz when i.extended_at <= moment then i.extended_at end,
    case when s.after ? 'extension_asked_at' then (s.after ->> 'extension_asked_at')::timestamptz when i.extension_asked_at <= moment then i.extension_asked_at end,
    case when s.after ? 'merged_into' then (s.after ->> 'merged_into')::uuid when coalesce(b.to_state, n.from_state, i.state) = 'merged' then i.merged_into end, i.split_from,
    case when s.after ? 'result' then s.after ->> 'result' when i.closed_at <= moment then i.result end,
    case when s.after ? 'satisfaction' then s.after ->> 'satisfaction' when coalesce(b.to_state, n.from_state, i.state) in ('called_back', 'archived') then i.satisfaction end,
    i.geom, i.z_order, i.version
  from incident i
  left join lateral (select l.to_state from incident_log l where l.incident_id = i.id and l.at <= moment order by l.at desc, l.id desc limit 1) b on true
  left join lateral (select l.after from incident_log l where l.incident_id = i.id and l.at <= moment and l.after is not null order by l.at desc, l.id desc limit 1) s on true
  left join lateral (select l.from_state from incident_log l where b.to_state is null and l.incident_id = i.id and l.at > moment order by l.at, l.id limit 1) n on true
  -- A part carries the time of the report of the whole and exists since the split.
  where i.reported_at <= moment and (b.to_state is not null or i.split_from is null) and exists (select from incident_log l where l.incident_id = i.id and l.at > moment)
$$;

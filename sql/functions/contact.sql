-- The contact of somebody who asked to be called back. Sealed by the server; no role reads the table, only these functions do.

-- Who may see it: who handles an open order; before dispatch whoever took the matter in (首问负责); when it is closed, the roles that call back.
create or replace function actor_may_contact(wanted uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from incident i where i.id = wanted and i.state <> 'archived' and i.area_id in (select actor_areas('read')) and (
      exists (select from work_order o where o.incident_id = i.id and o.state in ('dispatched', 'accepted', 'handling', 'fed_back') and actor_handles(o.post_id, o.team_id))
      or (i.state in ('reported', 'registered') and exists (select from incident_log l where l.incident_id = i.id and l.action = 'report' and l.actor = actor_id()))
      or exists (select from incident_transition t join actor_roles(i.area_id) r on r = t.role
        where t.subject = 'incident' and t.from_state = i.state and t.action = 'call_back')))
$$;

-- With the report, in its transaction: only whoever wrote the report entry may add it, and only once.
create or replace function store_contact(wanted uuid, sealed bytea, key_id text) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  insert into contact (incident_id, area_id, sealed, key_id)
  select i.id, i.area_id, store_contact.sealed, store_contact.key_id from incident i
  where i.id = wanted and i.state <> 'archived' and exists (select from incident_log l where l.incident_id = i.id and l.action = 'report' and l.actor = actor_id())
  on conflict (incident_id) do nothing;
  return found;
end $$;

-- What the handler is given; the read is in the audit log, and so is a refusal. No row: not there, or not for this actor, or no contact.
create or replace function read_contact(wanted uuid) returns table (sealed bytea, key_id text, taken_at timestamptz)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare home integer; may boolean := actor_may_contact(wanted);
begin
  select i.area_id into home from incident i where i.id = wanted and i.area_id in (select actor_areas('read'));
  if home is null or not exists (select from contact c where c.incident_id = wanted) then return; end if;
  insert into audit_entry (account_id, area_id, action, target, result) values (actor_id(), home, 'contact.read', wanted::text, case when may then 'done' else 'refused' end);
  if may then return query select c.sealed, c.key_id, c.taken_at from contact c where c.incident_id = wanted; end if;
end $$;

-- The handler writes down another number, or erases it because the person asked for that (no bytes).
create or replace function change_contact(wanted uuid, sealed bytea, key_id text) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare home integer;
begin
  if not actor_may_contact(wanted) then return false; end if;
  select i.area_id into home from incident i where i.id = wanted;
  if change_contact.sealed is null then
    delete from contact c where c.incident_id = wanted;
  else
    insert into contact (incident_id, area_id, sealed, key_id) values (wanted, home, change_contact.sealed, change_contact.key_id)
    on conflict (incident_id) do update set sealed = excluded.sealed, key_id = excluded.key_id, taken_at = now();
  end if;
  insert into audit_entry (account_id, area_id, action, target) values (actor_id(), home, case when change_contact.sealed is null then 'contact.erase' else 'contact.write' end, wanted::text);
  return true;
end $$;

-- Whether there is one that the actor may see.
create or replace function incident_has_contact(wanted uuid) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from contact c where c.incident_id = wanted) and actor_may_contact(wanted)
$$;

-- Whatever way a matter gets archived, its contact goes, and those of the matters merged into it.
create or replace function erase_contact() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from contact c where c.incident_id = new.id or c.incident_id in (select m.id from incident m where m.merged_into = new.id);
  return null;
end $$;
create or replace trigger erase_contact after insert or update of state on incident for each row when (new.state = 'archived') execute function erase_contact();

revoke all on function actor_may_contact(uuid), store_contact(uuid, bytea, text), read_contact(uuid), change_contact(uuid, bytea, text), incident_has_contact(uuid) from public;
grant execute on function actor_may_contact(uuid), store_contact(uuid, bytea, text), read_contact(uuid), change_contact(uuid, bytea, text), incident_has_contact(uuid) to fangcun_app;

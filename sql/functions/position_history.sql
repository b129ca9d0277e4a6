-- Where a team was is read with a reason, which is in the audit log; a member reads the way of its own team without one.
drop function if exists open_history(integer, timestamptz, timestamptz, text);
create function open_history(wanted_team integer, from_at timestamptz, to_at timestamptz, reason text) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare home integer;
begin
  if wanted_team in (select actor_teams()) then return; end if;
  if reason is null then raise exception 'expected why the way of a team is looked at' using errcode = '23514', column = 'reason'; end if;
  if wanted_team is null then select min(a) into home from actor_areas('read') a;
  else select t.area_id into home from team t where t.id = wanted_team and t.area_id in (select actor_areas('read')); end if;
  -- Nothing is seen of a team that is not theirs.
  if home is null then return; end if;
  -- Who plays the past, reads a collection page by page or moves the map over what a team covered asks many times for one look: once in ten minutes is told, of each team by itself.
  if open_history.reason in ('playback', 'collection', 'coverage') and exists (
    select from audit_entry e where e.at > now() - interval '10 minutes' and e.account_id = actor_id() and e.action = 'position.history' and e.target = coalesce(wanted_team::text, '') and e.detail ->> 'reason' = open_history.reason) then return; end if;
  insert into audit_entry (account_id, area_id, action, target, detail)
  values (actor_id(), home, 'position.history', coalesce(wanted_team::text, ''), jsonb_build_object('from', from_at, 'to', to_at, 'reason', reason));
end $$;
revoke all on function open_history(integer, timestamptz, timestamptz, text) from public;
grant execute on function open_history(integer, timestamptz, timestamptz, text) to fangcun_app;

-- Matters that members of the teams of a plan reported while they were on its rounds, for those who plan patrols there or brief. What a report says of teams is their past: that it was opened is audited, once in ten minutes.
drop function if exists open_patrol_report(uuid);
create function open_patrol_report(wanted uuid) returns table (team_id integer, incident_id uuid, at timestamptz)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept patrol_plan;
begin
  select p.* into kept from patrol_plan p where p.id = wanted and p.id in (select actor_patrol_plans()) and (p.area_id in (select actor_areas('patrol')) or p.area_id in (select actor_areas('brief')));
  if not found then return; end if;
  if not exists (select from audit_entry e where e.at > now() - interval '10 minutes' and e.account_id = actor_id() and e.action = 'patrol_plan.report' and e.target = wanted::text) then
    insert into audit_entry (account_id, area_id, action, target, detail) values (actor_id(), kept.area_id, 'patrol_plan.report', wanted::text, jsonb_build_object('name', kept.name));
  end if;
  return query select distinct on (l.incident_id) r.team_id, l.incident_id, l.at
    from patrol_route r join team_member m on m.team_id = r.team_id join incident_log l on l.actor = m.account_id and l.action = 'report' and l.at >= r.starts_at - interval '15 minutes' and l.at <= r.ends_at + interval '1 hour'
    where r.plan_id = wanted order by l.incident_id, l.at, r.team_id;
end $$;
revoke all on function open_patrol_report(uuid) from public;
grant execute on function open_patrol_report(uuid) to fangcun_app;

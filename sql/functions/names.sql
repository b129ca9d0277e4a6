-- Names of accounts, which name a duty and no person, for those who may read what the account did; nobody else's are told.
create or replace function incident_names(wanted uuid) returns table (id text, name_zh text, name_en text)
language sql stable parallel safe security definer set search_path = public, pg_temp as $$
  select c.id, c.name_zh, c.name_en from account c
  where c.id in (select l.actor from incident_log l where l.incident_id = wanted and l.area_id in (select actor_areas('read')))
$$;

create or replace function alarm_answerer(wanted bigint) returns table (name_zh text, name_en text)
language sql stable parallel safe security definer set search_path = public, pg_temp as $$
  select c.name_zh, c.name_en from alarm a join account c on c.id = a.acknowledged_by where a.id = wanted and a.area_id in (select actor_areas('read'))
$$;

-- Of a post without a call name of its own: the name of the account that holds it.
create or replace function holder_name(wanted_post integer, language text default 'zh') returns text
language sql stable parallel safe security definer set search_path = public, pg_temp as $$
  select case language when 'en' then c.name_en else c.name_zh end from post p join account c on c.id = p.account_id where p.id = wanted_post and p.area_id in (select actor_areas('read'))
$$;

revoke all on function incident_names(uuid), alarm_answerer(bigint), holder_name(integer, text) from public;
grant execute on function incident_names(uuid), alarm_answerer(bigint), holder_name(integer, text) to fangcun_app;

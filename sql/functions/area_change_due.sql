-- Changes of the tree for days to come. One is tried when it is entered (and taken back at once), so that what cannot be done today is said then; on its day a job makes it as the account that entered it,
-- with the rights that the account has by then.

-- What it would touch, by doing it and taking it back; it then waits for its day.
create or replace function schedule_area_change(wanted integer, given jsonb) returns jsonb
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare done jsonb; spoken integer[];
begin
  begin
    done := carry_out_area_change(wanted, given);
    raise exception 'only a trial' using errcode = 'FC001';
  exception when sqlstate 'FC001' then null;
  end;
  select array_agg(distinct n.id) into spoken from (
    select wanted as id union select value::integer from jsonb_array_elements_text(coalesce(given -> 'areaIds', '[]')) union select (given ->> 'parentId')::integer
    union select (p.value ->> 'areaId')::integer from jsonb_array_elements(coalesce(given -> 'parts', '[]')) p) n where n.id is not null;
  insert into area_change_due (id, area_id, areas, kind, on_day, sent, actor) values ((given ->> 'id')::uuid, wanted, spoken, given ->> 'kind', (given ->> 'on')::date, given, coalesce(actor_id(), '-'));
  insert into audit_entry (account_id, area_id, action, target, detail) values (coalesce(actor_id(), '-'), wanted, 'area.schedule', wanted::text, given);
  -- Areas of the trial are no areas.
  return done || jsonb_build_object('areaId', wanted, 'scheduled', given ->> 'on');
end $$;

-- Takes one back before its day, or puts away one that could not be made. False where there is none for this actor.
create or replace function withdraw_area_change(wanted integer, change uuid) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept area_change_due;
begin
  -- Not beside the job that makes it.
  perform pg_advisory_xact_lock(7266349);
  select * into kept from area_change_due d where d.id = change and d.area_id = wanted and (acts_as_owner() or d.areas && array(select actor_areas('read'))) for update;
  if not found then return false; end if;
  if not acts_as_owner() and kept.area_id not in (select actor_areas('configure')) then raise exception 'expected an area that you configure' using errcode = '42501', column = 'id'; end if;
  delete from area_change_due d where d.id = change;
  insert into audit_entry (account_id, area_id, action, target, detail) values (coalesce(actor_id(), '-'), wanted, 'area.withdraw', wanted::text, kept.sent);
  return true;
end $$;

-- The job, first half: the next change whose day has begun by its area's clock, with its try counted before it is made (as take_due_plan does). Null where none is due or another process is at it.
create or replace function take_due_area_change(moment timestamptz default null) returns uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare most constant integer := 5; kept area_change_due;
begin
  if not pg_try_advisory_xact_lock(7266349) then return null; end if;
  select d.* into kept from area_change_due d where d.refusal is null and d.on_day <= area_today(d.area_id, coalesce(moment, now())) and (d.try_after is null or d.try_after <= coalesce(moment, now())) order by d.on_day, d.at, d.id limit 1 for update;
  if not found then return null; end if;
  update area_change_due d set tries = d.tries + 1, try_after = coalesce(moment, now()) + interval '15 seconds' * 4 ^ d.tries,
    refusal = case when d.tries >= most then format('given up after %s tries', d.tries) end where d.id = kept.id;
  return kept.id;
end $$;

-- The second half: it is made and gone, or kept with the reason. It holds from its day, also where the server slept over that.
create or replace function make_due_area_change(wanted uuid) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept area_change_due; why text;
begin
  perform pg_advisory_xact_lock(7266349);
  select d.* into kept from area_change_due d where d.id = wanted and d.refusal is null for update;
  if not found then return; end if;
  perform set_config('fangcun.actor', kept.actor, true);
  begin
    if not check_area_change(array[kept.area_id], kept.on_day) then raise exception 'the area is no area of today for %', kept.actor using errcode = '42501'; end if;
    perform carry_out_area_change(kept.area_id, kept.sent);
    delete from area_change_due d where d.id = wanted;
  -- What passes by itself is tried again; anything else is told to people.
  exception when others then
    if left(sqlstate, 2) in ('08', '40', '53', '55', '57', '58') then raise; end if;
    why := left(sqlerrm, 500);
    update area_change_due d set refusal = why where d.id = wanted;
    insert into audit_entry (account_id, area_id, action, target, detail) values (kept.actor, kept.area_id, 'area.refuse', kept.area_id::text, kept.sent || jsonb_build_object('reason', why));
  end;
  perform set_config('fangcun.actor', '', true);
end $$;

revoke all on function schedule_area_change(integer, jsonb), withdraw_area_change(integer, uuid), take_due_area_change(timestamptz), make_due_area_change(uuid) from public;
grant execute on function withdraw_area_change(integer, uuid) to fangcun_app;
grant execute on function take_due_area_change(timestamptz), make_due_area_change(uuid) to fangcun_relay;

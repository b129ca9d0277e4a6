-- How a window becomes a screen: it asks for a code, somebody who may approves the code for a screen, and the window claims it with the secret that only it holds. Codes and secrets come as SHA-256, in hex.

-- No row where the code is another window's now. A thousand wait at most: the oldest of the network that asked for most makes room, so that a flood is in its own way and not in that of a screen.
drop function if exists ask_wall_code(text, text, text);
drop function if exists ask_wall_code(text, text, text, text);
create function ask_wall_code(code text, secret text, address text, network text) returns table (id uuid, expires_at timestamptz)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  delete from wall_code c where c.expires_at < now();
  delete from wall_code c using (
    select w.id from wall_code w where w.approved_at is null order by count(*) over (partition by w.network) desc, w.made_at, w.id
    limit greatest(0, (select count(*) from wall_code w where w.approved_at is null) - 999)) crowd where c.id = crowd.id and c.approved_at is null;
  return query insert into wall_code as c (code_hash, secret_hash, address, network, expires_at)
    values (decode(code, 'hex'), decode(secret, 'hex'), left(ask_wall_code.address, 60), left(ask_wall_code.network, 60), now() + interval '10 minutes')
    on conflict (code_hash) do nothing returning c.id, c.expires_at;
end $$;

-- `there`: the wall and the screen are there for the actor; `approved`: the code was that of a window that waits. Approved twice for the same screen is approved once.
drop function if exists approve_wall_code(uuid, uuid, text);
create function approve_wall_code(of_wall uuid, wanted uuid, code text) returns table (there boolean, approved boolean)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare kept map_wall := standing_wall_in_hand(of_wall, null); held wall_code;
begin
  if kept.id is null or not exists (select from wall_screen s where s.id = wanted and s.wall_id = of_wall) then return query select false, false; return; end if;
  select * into held from wall_code c where c.code_hash = decode(code, 'hex') and c.expires_at > now() for update;
  if held.id is null or (held.approved_at is not null and held.screen_id is distinct from wanted) then
    insert into audit_entry (account_id, area_id, action, target, result, detail) values (actor_id(), kept.area_id, 'map_wall.approve', kept.id::text, 'refused', jsonb_build_object('screen', wanted));
    return query select true, false;
    return;
  end if;
  if held.approved_at is null then
    -- One window waits for a screen at most.
    delete from wall_code c where c.screen_id = wanted and c.claimed_at is null;
    update wall_code c set screen_id = wanted, approved_by = actor_id(), approved_at = now() where c.id = held.id;
    perform audit_map_wall(kept, 'approve', jsonb_build_object('screen', wanted, 'address', held.address));
  end if;
  return query select true, true;
end $$;

-- Whether somebody may operate walls of an area at this moment, whoever asks.
create or replace function operates_walls(who text, wanted_area integer) returns boolean
language sql stable set search_path = public, pg_temp as $$
  with recursive above(id, parent_id) as (
    select id, parent_id from area where id = wanted_area
    union
    select area.id, area.parent_id from area join above on area.id = above.parent_id
  )
  select exists (select from account c join assignment a on a.account_id = c.id join above on above.id = a.area_id join role_right r on r.role = a.role and r.right_to = 'wall' where c.id = who and c.disabled_at is null)
$$;

-- The window becomes the screen, once: with the session that its browser has, where that is one of this wall, else with a new one under `token`. No row: there is no such code any more.
drop function if exists claim_wall_code(uuid, text, text, text, text);
create function claim_wall_code(wanted uuid, secret text, own_token text, token text, address text) returns table (wall_id uuid, screen_id uuid, expires_at timestamptz, begun boolean)
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare held wall_code; screen wall_screen; wall map_wall; own uuid; made boolean := false;
begin
  select * into held from wall_code c where c.id = wanted and c.secret_hash = decode(secret, 'hex') and c.expires_at > now() and c.claimed_at is null;
  if not found then return; end if;
  if held.approved_at is null then return query select null::uuid, null::uuid, held.expires_at, false; return; end if;
  select w.* into wall from map_wall w join wall_screen s on s.wall_id = w.id where s.id = held.screen_id and w.retired_at is null for update of w;
  if not found then return; end if;
  -- Who approved it may have lost the right since.
  if not operates_walls(held.approved_by, wall.area_id) then
    delete from wall_code c where c.id = held.id;
    insert into audit_entry (account_id, area_id, action, target, result, detail)
    values (wall.account_id, wall.area_id, 'map_wall.join', wall.id::text, 'refused', jsonb_build_object('screen', held.screen_id, 'address', address, 'approvedBy', held.approved_by));
    return;
  end if;
  update wall_code c set claimed_at = now() where c.id = held.id and c.claimed_at is null;
  if not found then return; end if;
  select s.id into own from session s where s.token_hash = decode(own_token, 'hex') and s.account_id = wall.account_id and s.kind = 'wall' and s.revoked_at is null and s.expires_at > now();
  if own is null then
    own := start_session(token, wall.account_id, 'wall', address, null, null);
    if own is null then return; end if;
    made := true;
  end if;
  select s.* into screen from wall_screen s where s.id = held.screen_id;
  if screen.session_id is distinct from own then perform clear_screen(screen.id); end if;
  update wall_screen s set session_id = own, joined_at = now(), joined_by = held.approved_by where s.id = screen.id;
  insert into audit_entry (account_id, area_id, action, target, detail) values (wall.account_id, wall.area_id, 'map_wall.join', wall.id::text, jsonb_build_object('screen', screen.id, 'address', address));
  perform tell_map_wall(wall.id);
  return query select wall.id, screen.id, held.expires_at, made;
end $$;

revoke all on function ask_wall_code(text, text, text, text), operates_walls(text, integer), approve_wall_code(uuid, uuid, text), claim_wall_code(uuid, text, text, text, text) from public;
grant execute on function approve_wall_code(uuid, uuid, text) to fangcun_app;
grant execute on function ask_wall_code(text, text, text, text), claim_wall_code(uuid, text, text, text, text) to fangcun_door;

-- The door: what is asked before anybody is known. Runs as fangcun_door, which has rights on nothing else. Tokens come as the SHA-256, in hex.

-- Sessions that are good now, with who acts. `seen` says that they were just used, which is written once a minute.
drop function if exists open_sessions(text[], boolean);
create function open_sessions(hashes text[], seen boolean)
returns table (key text, session_id uuid, kind text, expires_at timestamptz, id text, name_zh text, name_en text, assignments jsonb, rights text[], rights_key text)
language sql volatile security definer set search_path = public, pg_temp rows 10 as $$
  update session s set seen_at = now()
  where seen and s.token_hash = any(array(select decode(h, 'hex') from unnest(hashes) h)) and s.seen_at < now() - interval '1 minute'
    and s.revoked_at is null and s.expires_at > now() and (s.idle_seconds is null or s.seen_at > now() - make_interval(secs => s.idle_seconds));
  select encode(s.token_hash, 'hex'), s.id, s.kind, s.expires_at, a.id, a.name_zh, a.name_en, a.assignments, a.rights, a.rights_key
  from session s cross join lateral account_actor(s.account_id) a
  where s.token_hash = any(array(select decode(h, 'hex') from unnest(hashes) h))
    and s.revoked_at is null and s.expires_at > now() and (s.idle_seconds is null or s.seen_at > now() - make_interval(secs => s.idle_seconds))
$$;

-- Opens a session and says so in the audit log; null where there is no such account any more. A wall, which only shows, never sits idle.
create or replace function start_session(hash text, wanted text, method text, address text, idle_seconds integer, lasts_seconds integer) returns uuid
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare made uuid; is_wall boolean;
begin
  if not exists (select from account c where c.id = wanted and c.disabled_at is null and (method <> 'demo' or c.demo)) then return null; end if;
  select coalesce(bool_and(a.role = 'wall_display'), false) into is_wall from assignment a where a.account_id = wanted;
  delete from session s where s.account_id = wanted and coalesce(s.revoked_at, s.expires_at) < now() - interval '30 days';
  insert into session (token_hash, account_id, kind, idle_seconds, expires_at)
  values (decode(hash, 'hex'), wanted, case when is_wall then 'wall' else 'browser' end, case when is_wall then null else start_session.idle_seconds end,
    now() + case when is_wall then interval '365 days' else make_interval(secs => lasts_seconds) end)
  returning session.id into made;
  insert into audit_entry (account_id, area_id, action, target, detail) values (wanted, account_area(wanted), 'sign_in', wanted, jsonb_build_object('method', method, 'address', address));
  return made;
end $$;

-- A wall that is in use must not go dark by itself: its session lasts a year from now. False where it is none of a wall, was revoked, or is over.
create or replace function renew_wall_session(hash text) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  update session s set expires_at = now() + interval '365 days' where s.token_hash = decode(hash, 'hex') and s.kind = 'wall' and s.revoked_at is null and s.expires_at > now();
  return found;
end $$;

-- A refused attempt. What was typed for an account that does not exist is not kept: it may be a password in the wrong field.
create or replace function refuse_sign_in(wanted text, method text, address text, reason text) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  insert into audit_entry (account_id, area_id, action, target, result, detail)
  select coalesce(c.id, '-'), account_area(c.id), 'sign_in', coalesce(c.id, ''), 'refused', jsonb_build_object('method', method, 'address', address, 'reason', reason)
  from (select) one left join account c on c.id = wanted
$$;

create or replace function end_session(hash text) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  with gone as (update session s set revoked_at = now() where s.token_hash = decode(hash, 'hex') and s.revoked_at is null returning s.account_id)
  insert into audit_entry (account_id, area_id, action, target) select account_id, account_area(account_id), 'sign_out', account_id from gone
$$;

drop function if exists password_of(text);
create function password_of(wanted text) returns table (secret text, temporary boolean, changed_at timestamptz)
language sql stable security definer set search_path = public, pg_temp rows 1 as $$
  select k.secret, k.temporary, k.changed_at from credential k join account c on c.id = k.account_id where k.account_id = wanted and k.kind = 'password' and c.disabled_at is null
$$;

-- A new password of one's own, after the old one was verified; every session but the one that asks ends.
create or replace function renew_password(wanted text, hashed text, but_session text) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  update credential k set secret = hashed, temporary = false, changed_at = now() where k.account_id = wanted and k.kind = 'password';
  update session s set revoked_at = now() where s.account_id = wanted and s.revoked_at is null and s.token_hash is distinct from decode(but_session, 'hex');
  insert into audit_entry (account_id, area_id, action, target) values (wanted, account_area(wanted), 'account.password', wanted);
end $$;

create or replace function account_of_subject(subject text) returns text
language sql stable security definer set search_path = public, pg_temp as $$
  select k.account_id from credential k join account c on c.id = k.account_id where k.kind = 'oidc' and k.secret = subject and c.disabled_at is null
$$;

revoke all on function open_sessions(text[], boolean), start_session(text, text, text, text, integer, integer), refuse_sign_in(text, text, text, text), end_session(text), renew_wall_session(text),
  password_of(text), renew_password(text, text, text), account_of_subject(text) from public;
grant execute on function open_sessions(text[], boolean), start_session(text, text, text, text, integer, integer), refuse_sign_in(text, text, text, text), end_session(text), renew_wall_session(text),
  password_of(text), renew_password(text, text, text), account_of_subject(text) to fangcun_door;

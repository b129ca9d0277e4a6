-- Accounts are administered by those with the right `account`, each in the own part of the tree: only accounts whose every duty lies there, only duties
-- that lie there. What lies elsewhere answers as what does not exist. The owner of the database (the command line) administers all.
create or replace function acts_as_owner() returns boolean
language sql stable as $$
  select coalesce(current_setting('role', true), '') in ('', 'none') and session_user not in ('fangcun_app', 'fangcun_door', 'fangcun_relay')
$$;

create or replace function administers_area(wanted integer) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from area a where a.id = wanted) and (acts_as_owner() or wanted in (select actor_areas('account')))
$$;

-- An account without duties belongs to whoever administers the whole tree.
create or replace function administers(wanted text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from account c where c.id = wanted) and (acts_as_owner() or (actor_may('account') and case
    when exists (select from assignment a where a.account_id = wanted) then not exists (select from assignment a where a.account_id = wanted and a.area_id not in (select actor_areas('account')))
    else not exists (select from area r where r.parent_id is null and r.id not in (select actor_areas('account'))) end))
$$;

create or replace function audit_account(wanted text, action text, detail jsonb) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
  insert into audit_entry (account_id, area_id, action, target, detail) values (coalesce(actor_id(), '-'), account_area(wanted), action, wanted, detail)
$$;

drop function if exists managed_accounts();
create function managed_accounts()
returns table (id text, name_zh text, name_en text, demo boolean, created_at timestamptz, disabled_at timestamptz, assignments jsonb, handles jsonb, has_password boolean, has_subject boolean, sessions jsonb)
language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if not (acts_as_owner() or actor_may('account')) then raise exception 'only administrators see accounts' using errcode = '42501'; end if;
  return query select c.id, c.name_zh, c.name_en, c.demo, c.created_at, c.disabled_at,
    coalesce((select jsonb_agg(jsonb_build_object('role', a.role, 'areaId', a.area_id) order by r.sort, a.area_id) from assignment a join role r on r.id = a.role where a.account_id = c.id), '[]'), handles_of(c.id),
    exists (select from credential k where k.account_id = c.id and k.kind = 'password'), exists (select from credential k where k.account_id = c.id and k.kind = 'oidc'),
    coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'kind', s.kind, 'label', s.label, 'createdAt', s.created_at, 'seenAt', s.seen_at, 'expiresAt', s.expires_at) order by s.created_at desc) from session s
      where s.account_id = c.id and s.revoked_at is null and s.expires_at > now() and (s.idle_seconds is null or s.seen_at > now() - make_interval(secs => s.idle_seconds))), '[]')
  from account c where administers(c.id) order by c.id;
end $$;

-- Sets the duties to exactly these; each must lie in the part of the tree that the actor administers.
create or replace function set_duties(wanted text, duties jsonb) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if exists (select from jsonb_array_elements(duties) d where not administers_area((d ->> 'areaId')::integer)) then
    raise exception 'expected duties in areas that you administer' using errcode = '42501', column = 'assignments';
  end if;
  delete from assignment a where a.account_id = wanted and not exists (select from jsonb_array_elements(duties) d where d ->> 'role' = a.role and (d ->> 'areaId')::integer = a.area_id);
  insert into assignment (account_id, area_id, role) select distinct wanted, (d ->> 'areaId')::integer, d ->> 'role' from jsonb_array_elements(duties) d on conflict do nothing;
end $$;

create or replace function set_subject(wanted text, subject text) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  delete from credential k where k.account_id = wanted and k.kind = 'oidc' and k.secret is distinct from subject;
  -- Who came in by the former subject goes.
  if found then update session s set revoked_at = now() where s.account_id = wanted and s.revoked_at is null; end if;
  if subject is null then return; end if;
  if exists (select from credential k where k.kind = 'oidc' and k.secret = subject and k.account_id <> wanted) then
    raise exception 'expected a subject that no other account has' using errcode = '23505', column = 'subject';
  end if;
  insert into credential (account_id, kind, secret) values (wanted, 'oidc', subject) on conflict do nothing;
end $$;

-- True if it was made now, false if the same account was there already (a repeated command).
create or replace function add_account(given jsonb) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare wanted text := given ->> 'id'; same boolean;
begin
  if not (acts_as_owner() or actor_may('account')) then raise exception 'only administrators make accounts' using errcode = '42501'; end if;
  select administers(wanted) and c.name_zh = given ->> 'nameZh' and c.name_en = given ->> 'nameEn'
      and (select coalesce(jsonb_agg(x order by x), '[]') from (select jsonb_build_object('role', a.role, 'areaId', a.area_id) from assignment a where a.account_id = wanted) t(x))
        = (select coalesce(jsonb_agg(x order by x), '[]') from (select distinct jsonb_build_object('role', d ->> 'role', 'areaId', (d ->> 'areaId')::integer) from jsonb_array_elements(given -> 'assignments') d) t(x))
    into same from account c where c.id = wanted;
  if same then return false; end if;
  if same is not null then raise exception 'expected a name that no other account has' using errcode = '23505', column = 'id'; end if;
  insert into account (id, name_zh, name_en) values (wanted, given ->> 'nameZh', given ->> 'nameEn');
  perform set_duties(wanted, given -> 'assignments');
  if given ? 'subject' then perform set_subject(wanted, given ->> 'subject'); end if;
  perform audit_account(wanted, 'account.add', given - 'id' - 'subject');
  return true;
end $$;

-- Each of these answers false where the account is not there or not the actor's to administer.
create or replace function change_account(wanted text, change jsonb) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if not administers(wanted) then return false; end if;
  if wanted = actor_id() and change ?| array['assignments', 'disabled'] then
    raise exception 'nobody changes the duties of the own account; another administrator does' using errcode = '42501', column = case when change ? 'assignments' then 'assignments' else 'disabled' end;
  end if;
  update account c set name_zh = coalesce(change ->> 'nameZh', c.name_zh), name_en = coalesce(change ->> 'nameEn', c.name_en) where c.id = wanted and change ?| array['nameZh', 'nameEn'];
  if change ? 'assignments' then perform set_duties(wanted, change -> 'assignments'); end if;
  if change ? 'subject' then perform set_subject(wanted, change ->> 'subject'); end if;
  if change ? 'disabled' then
    update account c set disabled_at = case when (change ->> 'disabled')::boolean then coalesce(c.disabled_at, now()) end where c.id = wanted;
    update session s set revoked_at = now() where (change ->> 'disabled')::boolean and s.account_id = wanted and s.revoked_at is null;
  end if;
  perform audit_account(wanted, 'account.change', change - 'subject' || case when change ? 'subject' then '{"subject": "changed"}'::jsonb else '{}' end);
  return true;
end $$;

-- A password that somebody else gives is temporary, and ends every session.
create or replace function set_password(wanted text, hashed text, is_temporary boolean) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if not administers(wanted) then return false; end if;
  -- Else whoever finds a session or a token of an administrator could stay for good.
  if wanted = actor_id() and not acts_as_owner() then
    raise exception 'expected another account; the own password is changed with the old one' using errcode = '42501', column = 'id';
  end if;
  insert into credential (account_id, kind, secret, temporary) values (wanted, 'password', hashed, is_temporary)
  on conflict (account_id, kind) do update set secret = excluded.secret, temporary = excluded.temporary, changed_at = now();
  update session s set revoked_at = now() where s.account_id = wanted and s.revoked_at is null;
  perform audit_account(wanted, 'account.password', jsonb_build_object('temporary', is_temporary));
  return true;
end $$;

-- One's own sessions, or those of an account one administers: one of them, or all.
create or replace function revoke_sessions(wanted text, only_one uuid default null) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if wanted is distinct from actor_id() and not administers(wanted) then return false; end if;
  if only_one is not null and not exists (select from session s where s.id = only_one and s.account_id = wanted) then return false; end if;
  update session s set revoked_at = now() where s.account_id = wanted and s.revoked_at is null and (only_one is null or s.id = only_one);
  perform audit_account(wanted, 'session.revoke', jsonb_strip_nulls(jsonb_build_object('session', only_one)));
  return true;
end $$;

-- A token for a program. The same id again gives a new token to the same session: the first answer may have been lost.
create or replace function add_token(wanted text, given jsonb, hash text) returns boolean
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if not administers(wanted) then return false; end if;
  if exists (select from account c where c.id = wanted and c.disabled_at is not null) then raise exception 'expected an account that is not disabled' using errcode = '23514', column = 'id'; end if;
  insert into session as s (id, token_hash, account_id, kind, label, expires_at)
  values ((given ->> 'id')::uuid, decode(hash, 'hex'), wanted, 'token', given ->> 'label', now() + make_interval(days => (given ->> 'days')::integer))
  on conflict (id) do update set token_hash = excluded.token_hash, expires_at = excluded.expires_at, label = excluded.label
  where s.account_id = wanted and s.kind = 'token' and s.revoked_at is null;
  if not found then raise exception 'this id is taken' using errcode = '23505', column = 'id'; end if;
  perform audit_account(wanted, 'account.token', given);
  return true;
end $$;

create or replace function audit_page(given jsonb) returns setof audit_entry
language plpgsql stable as $$
begin
  if not actor_may('audit') then raise exception 'only auditors and administrators read the audit log' using errcode = '42501'; end if;
  return query select e.* from audit_entry e
  where (given ->> 'before' is null or e.id < (given ->> 'before')::bigint) and (given ->> 'from' is null or e.at >= (given ->> 'from')::timestamptz) and (given ->> 'to' is null or e.at < (given ->> 'to')::timestamptz)
    and (given ->> 'account' is null or e.account_id = given ->> 'account' or e.target = given ->> 'account') and (given ->> 'action' is null or e.action = given ->> 'action')
  order by e.id desc limit (given ->> 'limit')::integer;
end $$;

revoke all on function administers_area(integer), administers(text), audit_account(text, text, jsonb), managed_accounts(), set_duties(text, jsonb), set_subject(text, text), add_account(jsonb), change_account(text, jsonb),
  set_password(text, text, boolean), revoke_sessions(text, uuid), add_token(text, jsonb, text), audit_page(jsonb) from public;
grant execute on function managed_accounts(), add_account(jsonb), change_account(text, jsonb), set_password(text, text, boolean), revoke_sessions(text, uuid), add_token(text, jsonb, text), audit_page(jsonb) to fangcun_app;

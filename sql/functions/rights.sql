-- Whatever changes what an account may do is told on the channel `fangcun_rights` (payload: the account; empty: everybody), so that streams close or refilter
-- at once; changes of duties are audited whoever makes them. The owner of the database, who has no account, is `-`.
create or replace function tell_rights() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_argv[0] = '' then
    perform pg_notify('fangcun_rights', '');
  elsif tg_op = 'DELETE' then
    perform pg_notify('fangcun_rights', to_jsonb(old) ->> tg_argv[0]);
  else
    perform pg_notify('fangcun_rights', to_jsonb(new) ->> tg_argv[0]);
  end if;
  return null;
end $$;
create or replace trigger tell_rights after insert or update or delete on assignment for each row execute function tell_rights('account_id');
create or replace trigger tell_rights after insert or delete on team_member for each row execute function tell_rights('account_id');
create or replace trigger tell_rights after update of disabled_at or delete on account for each row execute function tell_rights('id');
create or replace trigger tell_rights after update of revoked_at, expires_at or delete on session for each row execute function tell_rights('account_id');
create or replace trigger tell_rights after insert or update or delete on role_right for each statement execute function tell_rights('');

create or replace function audit_duty() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op <> 'INSERT' then
    insert into audit_entry (account_id, area_id, action, target, detail) values (coalesce(actor_id(), '-'), old.area_id, 'duty.remove', old.account_id, jsonb_build_object('role', old.role, 'areaId', old.area_id));
  end if;
  if tg_op <> 'DELETE' then
    insert into audit_entry (account_id, area_id, action, target, detail) values (coalesce(actor_id(), '-'), new.area_id, 'duty.add', new.account_id, jsonb_build_object('role', new.role, 'areaId', new.area_id));
  end if;
  return null;
end $$;
create or replace trigger audit_duty after insert or update or delete on assignment for each row execute function audit_duty();

-- A wall's session has no idle time and lasts a year, which is for a wall only: it ends where the account is given something else to do.
create or replace function end_wall_sessions() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update session s set revoked_at = now() where s.account_id = new.account_id and s.kind = 'wall' and s.revoked_at is null;
  return null;
end $$;
create or replace trigger end_wall_sessions after insert or update on assignment for each row when (new.role <> 'wall_display') execute function end_wall_sessions();

create or replace trigger append_only before update or delete on audit_entry for each row execute function refuse_change();

-- At most five photos an incident, also when two are sent at once; and none for a matter that is in the archive.
create or replace function limit_photos() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare most constant integer := 5; home record;
begin
  perform pg_advisory_xact_lock(hashtextextended('photo ' || new.incident_id, 0));
  select i.area_id, i.state into home from incident i where i.id = new.incident_id;
  if home.area_id is distinct from new.area_id then raise exception 'expected the area of the incident' using errcode = '23514', column = 'id'; end if;
  if home.state = 'archived' then raise exception 'expected an incident that is not in the archive' using errcode = '23514', column = 'id'; end if;
  if (select count(*) from photo p where p.incident_id = new.incident_id) >= most then
    raise exception 'expected at most % photos of an incident', most using errcode = '23514', column = 'photoId';
  end if;
  return new;
end $$;
create or replace trigger limit_photos before insert on photo for each row execute function limit_photos();

-- Open pages read the incident again.
create or replace function outbox_photo() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into outbox (noun, row_id, area_id) values ('incident', new.incident_id::text, new.area_id);
  perform pg_notify('fangcun_outbox', '');
  return null;
end $$;
create or replace trigger outbox_photo after insert on photo for each row execute function outbox_photo();

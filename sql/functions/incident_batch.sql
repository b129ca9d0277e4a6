-- Ids of orders and parts for one of many: made from the batch's own and the incident's, so that a repeated batch makes the same (UUID version 8).
create or replace function own_ids(given jsonb, wanted uuid) returns jsonb
language sql immutable as $$
  select case jsonb_typeof(given)
    when 'array' then (select jsonb_agg(own_ids(g, wanted)) from jsonb_array_elements(given) as g)
    when 'object' then given || jsonb_build_object('id', overlay(overlay(md5((given ->> 'id') || wanted::text) placing '8' from 13 for 1) placing '8' from 17 for 1)::uuid)
    else given end
$$;

-- The same step on many, each in a savepoint of its own: one row each, `code` null where it was done, else the SQLSTATE of what was refused.
drop function if exists step_incidents(jsonb);
create function step_incidents(batch jsonb) returns table (incident_id uuid, code text, field text, message text)
language plpgsql as $$
declare item jsonb; command jsonb; given jsonb := batch - 'incidents' || jsonb_build_object('batchId', batch -> 'id');
begin
  for item in select i from jsonb_array_elements(batch -> 'incidents') as i order by (i ->> 'incidentId')::uuid loop
    incident_id := (item ->> 'incidentId')::uuid;
    code := null; field := null; message := null;
    command := given || (item - 'incidentId') || jsonb_strip_nulls(jsonb_build_object(
      'orders', own_ids(batch -> 'orders', incident_id), 'parts', own_ids(batch -> 'parts', incident_id), 'addressee', own_ids(batch -> 'addressee', incident_id)));
    begin
      perform from step_incident(incident_id, command);
      if not found then
        code := 'P0002';
        field := 'incidents';
        message := 'there is no such incident for this actor';
      end if;
    -- What a client can cause; anything else ends the whole batch.
    exception when integrity_constraint_violation or insufficient_privilege or serialization_failure or deadlock_detected or data_exception then
      get stacked diagnostics code = returned_sqlstate, field = column_name, message = message_text;
    end;
    return next;
  end loop;
end $$;
revoke all on function step_incidents(jsonb) from public;
grant execute on function step_incidents(jsonb) to fangcun_app;

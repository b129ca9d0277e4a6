-- Who will be on duty where, and who is wanted, is for those who plan or brief there; written through functions only. Shifts themselves are read by all who read the area (sql/policies/shift.sql).
do $$
declare each text;
begin
  foreach each in array array['patrol_station', 'roster_rule', 'shift_template', 'event_plan', 'event_post', 'shift_need', 'roster_change'] loop
    execute format('alter table %I enable row level security, force row level security', each);
    execute format('drop policy if exists %I on %I', each || '_read', each);
    execute format('create policy %I on %I for select to fangcun_app using (area_id in (select actor_areas(''patrol'')) or area_id in (select actor_areas(''brief'')))', each || '_read', each);
    execute format('grant select on %I to fangcun_app', each);
  end loop;
end $$;
alter table shift_template_line enable row level security, force row level security;
drop policy if exists shift_template_line_read on shift_template_line;
create policy shift_template_line_read on shift_template_line for select to fangcun_app using (template_id in (select id from shift_template));
grant select on shift_template_line to fangcun_app;

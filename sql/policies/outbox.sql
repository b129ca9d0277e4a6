-- The outbox is filled by triggers and read by the relay, which then reads each row again as its reader.
alter table outbox enable row level security, force row level security;
drop policy if exists outbox_relay on outbox;
create policy outbox_relay on outbox to fangcun_relay using (true);
grant select, delete on outbox to fangcun_relay;

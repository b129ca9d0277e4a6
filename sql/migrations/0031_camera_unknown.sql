-- Cameras of a gateway that is heard no more: nobody knows how they are.
alter table camera drop constraint camera_state_check, add constraint camera_state_check check (state in ('online', 'offline', 'fault', 'planned', 'unknown'));
alter table camera_state drop constraint camera_state_state_check, add constraint camera_state_state_check check (state in ('online', 'offline', 'fault', 'planned', 'unknown')),
  -- revoked: its gateway was
  drop constraint camera_state_told_by_check, add constraint camera_state_told_by_check check (told_by in ('hand', 'gateway', 'silence', 'import', 'revoked'));

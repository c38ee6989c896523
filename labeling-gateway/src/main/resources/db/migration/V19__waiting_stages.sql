-- A stage may wait for others to finish before it begins.
alter table stage drop constraint stage_state_check;
alter table stage add constraint stage_state_check
  check (state in ('waiting', 'running', 'computed', 'reused'));

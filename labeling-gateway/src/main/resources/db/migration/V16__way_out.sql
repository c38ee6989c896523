-- Who works in a campaign: when they last asked for images, and whether they have not said since that they left.
create table attendance (
  campaign  text not null references campaign on delete cascade,
  annotator text not null,
  seen      timestamptz not null default now(),
  here      boolean not null default true,
  primary key (campaign, annotator)
);

-- A reviewer may leave an image out of the labelled set, or put it back to be asked for again. Rows that are there
-- keep to the narrower rules that these replace.
alter table task drop constraint task_state_check;
alter table task add constraint task_state_check
  check (state in ('open', 'answered', 'contested', 'decided', 'left-out', 'gold')) not valid;
alter table audit drop constraint audit_kind_check;
alter table audit add constraint audit_kind_check check (kind in ('answered', 'corrected', 'withdrawn', 'skipped',
  'reviewed', 'left-out', 'put-back', 'decided', 'contested', 'reopened')) not valid;

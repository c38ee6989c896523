-- When the number of undecided images last changed: labelling takes as long as there are decisions, so that a
-- campaign that waits for people stays the same to those who read it.
alter table tally add column changed timestamptz not null default now();

-- Labels that came before their image was asked for answer a cycle once, when it opens: those that come later find its
-- tasks. Every gateway asks every second for cycles that they have not answered yet.
alter table cycle add column held_answered boolean not null default false;
create index cycle_held on cycle (campaign, cycle) where not held_answered;

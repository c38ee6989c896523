-- Labels that came before their image was asked for answer a cycle once, when it opens: those that come later find its
-- tasks. Every gateway asks every second for cycles that they have not answered yet.
alter table cycle add column held_answered boolean not null default false;
create index cycle_held on cycle (campaign, cycle) where not held_answered;

-- Open tasks that a Label Studio project has already are many, those that it does not have yet few: these are looked for
-- every second, too. What a project has is still told by label_studio_task alone.
alter table task add column bridged boolean not null default false;
update task set bridged = true where id in (select task from label_studio_task);
create index task_unbridged on task (campaign, cycle, rank) where state = 'open' and not bridged;

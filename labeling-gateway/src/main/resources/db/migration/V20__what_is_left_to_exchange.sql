-- Open tasks that a Label Studio project has already are many, those that it does not have yet few: these are looked for
-- every second. What a project has is still told by label_studio_task alone.
alter table task add column bridged boolean not null default false;

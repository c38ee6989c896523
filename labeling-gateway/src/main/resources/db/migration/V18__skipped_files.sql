-- What packing left out of an archive, with the reasons.
alter table dataset add column skipped jsonb not null default '[]';

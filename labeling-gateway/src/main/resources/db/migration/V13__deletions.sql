-- What administrators had deleted, kept when all else of it but the audit is gone. What is not completed is under way.
create table deletion (
  id        bigint generated always as identity primary key,
  kind      text not null check (kind in ('campaign', 'dataset')),
  subject   text not null,
  name      text not null,
  actor     text not null,
  requested timestamptz not null default now(),
  completed timestamptz,
  objects   bigint not null default 0
);
create index deletion_subject on deletion (subject);
create unique index deletion_under_way on deletion (kind, subject) where completed is null;

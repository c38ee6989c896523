-- What was told of an annotation, by its number: that it names a class now, in place of another or not; or, without
-- a label, that it is gone or names none any more.
alter table label_studio_annotation add column annotation bigint not null default 0;
alter table label_studio_annotation add column corrects boolean not null default false;
alter table label_studio_annotation alter column task drop not null;
alter table label_studio_annotation alter column annotator drop not null;
alter table label_studio_annotation alter column label drop not null;

-- Which annotation a task of ours was answered by, since Label Studio names one that is gone by its number alone.
create table label_studio_answer (
  campaign   text not null references label_studio on delete cascade,
  task       bigint not null,
  annotator  text not null,
  annotation bigint not null,
  primary key (campaign, task, annotator)
);
create index label_studio_answer_annotation on label_studio_answer (campaign, annotation);

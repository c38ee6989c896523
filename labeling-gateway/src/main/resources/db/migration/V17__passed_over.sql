-- What is odd in Label Studio's project is passed over, so that all else goes on.
alter table label_studio add column passed_over bigint not null default 0;
alter table label_studio add column last_passed_over text not null default '';

-- Why nothing can be made of what was told; or how often, and until when in vain, its task was asked for.
alter table label_studio_annotation add column problem text;
alter table label_studio_annotation add column attempts int not null default 0;
alter table label_studio_annotation add column due timestamptz not null default now();

-- Tasks that a project refused, and when it is asked again.
create table label_studio_refused (
  task     bigint primary key references task,
  campaign text not null references label_studio on delete cascade,
  due      timestamptz not null
);
create index label_studio_refused_campaign on label_studio_refused (campaign);

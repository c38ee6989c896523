-- Label Studio projects that campaigns are labelled in.
create table label_studio (
  campaign text primary key references campaign,
  url      text not null,
  project  bigint not null,
  token    text not null,
  version  bigint not null default 1,
  problem  text not null default '',
  due      timestamptz not null default now()
);

-- Tasks that a project has.
create table label_studio_task (
  task     bigint not null references task,
  campaign text not null references label_studio on delete cascade,
  primary key (campaign, task)
);

-- Annotations that a project told of, until they are answers. Label Studio waits a second for us
-- and tells each once, so they are kept first and looked at afterwards.
create table label_studio_annotation (
  id        bigint generated always as identity primary key,
  campaign  text not null references label_studio on delete cascade,
  task      bigint not null,
  annotator text not null,
  label     text not null
);

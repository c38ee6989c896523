create table dataset (
  id         text primary key,
  name       text not null,
  format     text not null,
  image_size int not null,
  file_name  text not null,
  state      text not null check (state in ('registered', 'ready', 'failed')),
  classes    jsonb not null default '[]',
  pool       int not null default 0,
  test       int not null default 0,
  height     int not null default 0,
  width      int not null default 0,
  created    timestamptz not null default now()
);

create table campaign (
  id            text primary key,
  name          text not null,
  dataset       text not null references dataset,
  simulated     boolean not null,
  specification jsonb not null,
  state         text not null check (state in ('running', 'completed', 'failed')),
  outcome       text not null default '',
  created       timestamptz not null default now()
);

-- One round of asking, labelling and learning.
create table cycle (
  campaign    text not null references campaign,
  cycle       int not null,
  state       text not null check (state in ('labelling', 'labelled', 'predicted')),
  images      int not null,
  labels      int not null default 0,
  accuracy    double precision,
  per_class   jsonb not null default '[]',
  traceparent text not null,
  requested   timestamptz not null default now(),
  completed   timestamptz,
  primary key (campaign, cycle)
);

-- One image that people are asked to label; an image is asked for once in a campaign.
create table task (
  id        bigint generated always as identity primary key,
  campaign  text not null,
  cycle     int not null,
  image     int not null,
  rank      int not null,
  reason    text not null,
  state     text not null default 'open' check (state in ('open', 'decided')),
  label     int,
  agreement double precision,
  foreign key (campaign, cycle) references cycle,
  unique (campaign, image)
);
create index task_open on task (campaign, cycle, rank) where state = 'open';

-- Who is looking at a task, and until when nobody else is asked in their place.
create table lease (
  task      bigint not null references task,
  annotator text not null,
  until     timestamptz not null,
  primary key (task, annotator)
);

-- What people answered. Rows are only ever added.
create table answer (
  id        bigint generated always as identity primary key,
  task      bigint not null references task,
  annotator text not null,
  label     int not null,
  given     timestamptz not null default now(),
  unique (task, annotator)
);

-- The latest that each stage told; the subject is a campaign or a dataset.
create table stage (
  subject      text not null,
  stage        text not null,
  cycle        int not null,
  state        text not null check (state in ('running', 'computed', 'reused')),
  percent      double precision not null,
  rate         double precision not null,
  seconds      double precision not null,
  seconds_left double precision not null,
  metrics      jsonb not null,
  updated      timestamptz not null default now(),
  primary key (subject, stage, cycle)
);

-- Events that a stage gave up on, kept until they are retried.
create table failure (
  id        bigint generated always as identity primary key,
  subject   text not null,
  stage     text not null,
  cycle     int not null,
  permanent boolean not null,
  reason    text not null,
  topic     text not null,
  event     text not null,
  failed    timestamptz not null default now()
);
create index failure_subject on failure (subject);

-- Events to be sent, in order of their id; a row goes when the broker has its event.
create table outbox (
  id          bigint generated always as identity primary key,
  topic       text not null,
  key         text not null,
  event_type  text not null,
  payload     text not null,
  traceparent text not null,
  created     timestamptz not null default now()
);

-- What people and rules did about labels. Rows are only ever added.
create table audit (
  id       bigint generated always as identity primary key,
  campaign text not null,
  task     bigint not null,
  image    int not null,
  cycle    int not null,
  kind     text not null check (kind in
    ('answered', 'corrected', 'withdrawn', 'skipped', 'reviewed', 'decided', 'contested', 'reopened')),
  -- An annotator, a reviewer, or a rule.
  actor    text not null,
  -- The class that was named, if one was.
  label    int,
  reason   text not null,
  -- The entry whose statement this one takes the place of.
  replaces bigint,
  -- From where, if from outside.
  address  text not null,
  agent    text not null,
  at       timestamptz not null default now()
);
create index audit_campaign on audit (campaign, id);

create function refuse_change() returns trigger language plpgsql as
  $$ begin raise exception '% is only ever added to', tg_table_name; end $$;

insert into audit (id, campaign, task, image, cycle, kind, actor, label, reason, address, agent, at)
  overriding system value
  select a.id, t.campaign, t.id, t.image, t.cycle, 'answered', a.annotator, a.label, '', '', '', a.given
  from answer a join task t on t.id = a.task;
select setval(pg_get_serial_sequence('audit', 'id'), (select coalesce(max(id), 0) + 1 from audit), false);

create trigger only_added before update or delete or truncate on audit
  for each statement execute function refuse_change();

-- What stands of what annotators said of a task: a class, or that they skip it.
alter table answer drop constraint answer_pkey;
alter table answer drop constraint answer_task_annotator_key;
alter table answer add primary key (task, annotator);
alter table answer alter column id drop identity;
alter table answer rename column id to entry;
alter table answer alter column label drop not null;

alter table lease add column campaign text;
update lease set campaign = (select campaign from task where id = lease.task);
alter table lease alter column campaign set not null;
alter table lease add column since timestamptz not null default now();
create index lease_annotator on lease (campaign, annotator);
create index lease_until on lease (until);

-- Answers that a task needs in all while it is open, and to how many more annotators it can be given:
-- what is wanted, less the answers, less the leases.
alter table task add column wanted int not null default 0;
alter table task add column vacancies int not null default 0;
-- The class of an image whose class is known, that measures annotators.
alter table task add column gold int;
-- Who decided in place of the rule.
alter table task add column reviewer text;
alter table task add column decided timestamptz;
update task t set decided = (select max(given) from answer a where a.task = t.id) where state = 'decided';
alter table task drop constraint task_state_check;
alter table task add constraint task_state_check
  check (state in ('open', 'answered', 'contested', 'decided', 'gold'));
update task t set wanted = coalesce((c.specification->'annotation'->>'labelsPerImage')::int, 1)
  from campaign c where c.id = t.campaign and t.state = 'open';
update task t set vacancies = greatest(0, wanted - (select count(*) from answer a where a.task = t.id)
    - (select count(*) from lease l where l.task = t.id))
  where state = 'open';
alter table answer drop column given;
drop index task_open;
create index task_vacant on task (campaign, cycle, rank) where vacancies > 0;
create index task_undecided on task (campaign, cycle, state) where state in ('open', 'answered', 'contested');
-- An image is asked for once in a campaign, but may measure annotators in each of its cycles.
alter table task drop constraint task_campaign_image_key;
create unique index task_image on task (campaign, image) where gold is null;
create unique index task_gold on task (campaign, cycle, image) where gold is not null;

-- A cycle is closed when all its images are decided, and labelled when its labelled set is announced.
alter table cycle drop constraint cycle_state_check;
alter table cycle add constraint cycle_state_check
  check (state in ('labelling', 'closed', 'labelled', 'predicted'));

-- Leases pass over what vacuum has not removed yet; do not let it gather in proportion to all tasks.
alter table task set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 20000);

-- How many images of a cycle are undecided is the sum over its shards. Each connection counts on a shard of its own,
-- so that labels do not wait for each other, and nobody counts millions of tasks to show a campaign.
create table tally (
  campaign  text not null,
  cycle     int not null,
  shard     int not null,
  undecided int not null,
  primary key (campaign, cycle, shard),
  foreign key (campaign, cycle) references cycle
) with (fillfactor = 50);
insert into tally (campaign, cycle, shard, undecided)
  select c.campaign, c.cycle, shard, case when shard = 0 then coalesce(t.open, 0) else 0 end
  from cycle c
    left join (select campaign, cycle, count(*) as open from task where state = 'open' group by campaign, cycle) t
      using (campaign, cycle),
    generate_series(0, 15) as shard;

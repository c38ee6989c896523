-- After the rows were changed, so that it holds few from the start.
create index task_unbridged on task (campaign, cycle, rank) where state = 'open' and not bridged;

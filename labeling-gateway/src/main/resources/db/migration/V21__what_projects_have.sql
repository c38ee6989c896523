-- In a transaction of its own, so that whoever labels waits at most for rows of tasks that a project has. They are locked
-- in the order in which the gateways lock them.
update task set bridged = true where id in (
  select id from task where state = 'open' and id in (select task from label_studio_task)
  order by id for no key update);

-- What the classifier of the cycle before takes a task's image for, where the campaign's annotators may see it.
create table suggestion (
  task        bigint primary key references task,
  label       int not null,
  probability double precision not null
);

-- What the label of a task is for: to be learnt from (training), to measure the classifier (evaluation), or to be learnt
-- from in place of the one that the image came with (confirmation). Gold questions are told by their class.
alter table task add column purpose text not null default 'training';
-- Labels that came with the dataset and were learnt from in a cycle.
alter table cycle add column existing int;

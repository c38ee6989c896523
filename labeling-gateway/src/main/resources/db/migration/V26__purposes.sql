-- What the label of a task is for: to be learnt from, to measure the classifier, or to be learnt from in place of the one
-- that the image came with. Gold questions are told by their class.
alter table task add column purpose text not null default 'training';
alter table task add constraint task_purpose_check check (purpose in ('training', 'evaluation', 'confirmation')) not valid;
-- Whoever looks at a campaign is told how many of the evaluation sample are labelled.
create index task_evaluation on task (campaign, state) where purpose = 'evaluation';
-- Labels that came with the dataset and were learnt from in a cycle.
alter table cycle add column existing int;

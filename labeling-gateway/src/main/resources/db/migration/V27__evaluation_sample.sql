-- Whoever looks at a campaign is told how many of the evaluation sample are labelled.
create index task_evaluation on task (campaign, state) where purpose = 'evaluation';

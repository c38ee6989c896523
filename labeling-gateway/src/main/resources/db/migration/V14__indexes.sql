-- A partial index serves queries alone that repeat its predicate, and checks of foreign keys repeat none. These serve
-- all that look for the tasks of an image or a cycle. An image is asked for once in a campaign, and may measure
-- annotators once in each of its cycles.
create unique index task_image_once on task (campaign, image, (case when gold is null then -1 else cycle end));
create index task_cycle on task (campaign, cycle);
create index task_contested on task (campaign, id) where state = 'contested';

-- For checks of foreign keys, among others.
create index campaign_dataset on campaign (dataset);
create index label_studio_task_task on label_studio_task (task);
create index label_studio_annotation_campaign on label_studio_annotation (campaign, id);

-- Every gateway asks for the cycles that labelling has to go on with, every second.
create index cycle_state on cycle (state);

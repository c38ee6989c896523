-- Images of the pool that came with a label; null of datasets that an earlier release packed.
alter table dataset add column labelled int;
-- Images of the dataset's test split whose class is one of the campaign's; null where all of the split are.
alter table campaign add column measured int;

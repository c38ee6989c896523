-- The form for a campaign asks how fast the newest pretraining was.
create index stage_pretrain on stage (updated) where stage = 'pretrain';

-- What accuracy was expected at the budgets to come, when the cycle was evaluated.
alter table cycle add column forecast jsonb not null default '[]';

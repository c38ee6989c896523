-- A user's own network, in place of pretraining.
create table backbone (
  id                 text primary key,
  name               text not null,
  output             text not null,
  mean               jsonb not null,
  standard_deviation jsonb not null,
  state              text not null check (state in ('checking', 'ready', 'refused')),
  dimensions         int not null default 0,
  created            timestamptz not null default now()
);

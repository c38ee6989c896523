-- Where others want to be told of events.
create table webhook (
  id      bigint generated always as identity primary key,
  url     text not null,
  events  text[] not null,
  active  boolean not null,
  secret  text not null,
  version bigint not null default 1,
  created timestamptz not null default now()
);

-- A message to one webhook, written in the transaction that it tells of. Who sends it moves `due`
-- to when another may try, so that several gateways share the work.
create table webhook_delivery (
  id       bigint generated always as identity primary key,
  webhook  bigint not null references webhook on delete cascade,
  message  text not null,
  event    text not null,
  payload  text not null,
  state    text not null default 'pending' check (state in ('pending', 'delivered', 'failed')),
  attempts int not null default 0,
  due      timestamptz not null default now(),
  created  timestamptz not null default now()
);
create index webhook_delivery_due on webhook_delivery (webhook, id) where state = 'pending';
create index webhook_delivery_log on webhook_delivery (webhook, id desc);

-- What became of each attempt; no status where no answer came.
create table webhook_attempt (
  id       bigint generated always as identity primary key,
  delivery bigint not null references webhook_delivery on delete cascade,
  status   int,
  problem  text not null,
  millis   int not null,
  made     timestamptz not null default now()
);
create index webhook_attempt_delivery on webhook_attempt (delivery, id);

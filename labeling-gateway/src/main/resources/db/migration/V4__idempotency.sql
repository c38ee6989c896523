-- The first answer to each request that came with an Idempotency-Key. The address is a hash of the
-- key and of whose it is; the answer is sealed with the key, since it may hold secrets.
create table idempotency (
  address     bytea primary key,
  fingerprint bytea not null,
  answer      bytea not null,
  kept        timestamptz not null default clock_timestamp()
);
create index idempotency_kept on idempotency (kept);

-- Hashes of former secrets of the same id that were revoked, so that none comes back with its setting.
alter table api_key add column revoked_before text[] not null default '{}';

-- Ids are hashes, and each goes to a page of its own. Keys of one time are near each other. The key is part of what the id
-- is the hash of, so this allows the same rows.
alter table inbox drop constraint inbox_pkey, add primary key (subscription, key, event_id);

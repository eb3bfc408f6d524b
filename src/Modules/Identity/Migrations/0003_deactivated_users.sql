-- Finds the accounts to be purged without reading the others; it has none of those in use.
create index idx_users_deactivated_at on users (deactivated_at) where not is_active;

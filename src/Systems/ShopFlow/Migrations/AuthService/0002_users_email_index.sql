-- Document 003 §9.1.
create index idx_users_email on users (email);

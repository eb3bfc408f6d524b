-- Document 000: what the table of accounts has in this system beyond what all systems share.
alter table users
    alter column id set default gen_random_uuid(),
    add constraint users_email_key unique (email);

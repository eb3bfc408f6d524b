-- Document 003 §9.1: what the table of accounts has in this system beyond what all systems share.
alter table users
    alter column id set default gen_random_uuid(),
    alter column first_name set not null,
    alter column last_name set not null,
    alter column role set default 'customer',
    add constraint users_email_key unique (email),
    add constraint users_role_check check (role in ('customer', 'admin'));

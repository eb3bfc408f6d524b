-- Document 001, "User Service": what the table of accounts has in this system beyond what all systems share.
alter table users
    alter column username set not null;

-- Document 004, "Auth Service Endpoints": what the table of accounts has in this system beyond what all systems share.
alter table users
    alter column username set not null;

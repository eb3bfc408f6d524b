create table users (
    id             uuid         primary key,
    number         bigint       generated always as identity unique,
    email          varchar(255) not null,
    username       varchar(100),
    password_hash  varchar(255) not null,
    full_name      varchar(255),
    first_name     varchar(100),
    last_name      varchar(100),
    phone          varchar(20),
    role           varchar(20)  not null,
    is_active      boolean      not null default true,
    deactivated_at timestamptz,
    created_at     timestamptz  not null default now(),
    updated_at     timestamptz  not null default now()
);

create unique index idx_users_email on users (lower(email));
create unique index idx_users_username on users (lower(username)) where username is not null;
create index idx_users_created_at on users (created_at);

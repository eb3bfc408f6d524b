-- The saved views of users. The positions of a user's views are 0, 1, 2 … without gaps; writes lock the user's row first.
create table views (
    id          uuid          not null primary key,
    user_id     uuid          not null references users (id) on delete cascade,
    name        varchar(60)   not null,
    name_folded text          not null,
    query       varchar(2000) not null,
    position    integer       not null check (position >= 0),
    created_at  timestamptz   not null,
    updated_at  timestamptz   not null,
    constraint views_name_key unique (user_id, name_folded),
    -- Deferrable: checked at the end of the statement that moves several.
    constraint views_position_key unique (user_id, position) deferrable initially immediate
);

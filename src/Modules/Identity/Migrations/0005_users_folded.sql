-- Addresses and user names are compared by their folded form, which the program computes: the locale of the database has no part in it.
alter table users
    add column email_folded text collate "C",
    add column username_folded text collate "C";
alter table users
    alter column email_folded type text collate "C" using fold_text(email),
    alter column email_folded set not null,
    alter column username_folded type text collate "C" using fold_text(username);

do $$
declare
    found text;
begin
    with named as (
        select id, 'address' as kind, email as name, email_folded as folded from users
        union all
        select id, 'user name', username, username_folded from users where username is not null
    ),
    pairs as (
        select one.kind, one.name as name, other.name as other_name, one.id, other.id as other_id
        from named one join named other on other.kind = one.kind and other.folded = one.folded and other.id > one.id
        order by one.id, other.id
        limit 20
    )
    select string_agg(format('%s (account %s) and %s (account %s) are one %s now.', name, id, other_name, other_id, kind), ' ') into found from pairs;
    if found is not null then
        raise exception 'Accounts differ only in what no longer counts: % Nothing was changed, and the version before goes on working. Give one account of '
            'each pair another address or name, e.g. with: update users set email = ''new@example.com'' where id = ''...''; then start again.', found;
    end if;
end
$$;

create unique index users_email_folded_key on users (email_folded);
create unique index users_username_folded_key on users (username_folded) where username_folded is not null;
drop index users_email_lower_key, idx_users_username;

-- For rows that the program does not write: those of an operator, and of an older version that still runs.
create function fold_user() returns trigger language plpgsql as $$
begin
    new.email_folded := fold_text(new.email);
    new.username_folded := fold_text(new.username);
    return new;
end
$$;
create trigger users_folded_insert before insert on users
    for each row when (new.email_folded is null) execute function fold_user();
create trigger users_folded_update before update of email, username on users
    for each row when ((old.email, old.username) is distinct from (new.email, new.username)) execute function fold_user();

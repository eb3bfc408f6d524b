-- Search and the order of titles use text that the program folds: the locale of the database has no part in it.
drop index tasks_search, tasks_title;
alter table tasks alter column search_text drop expression;
alter table tasks add column title_order text collate "C";

-- The title and the description have a character between them that folded text does not have.
create function search_text(title text, description text) returns text language sql immutable as $$
    select translate(fold_text(title), E'\x1f', ' ') || coalesce(E'\x1f' || translate(fold_text(description), E'\x1f', ' '), '')
$$;
alter table tasks
    alter column search_text type text collate "C" using search_text(title, description),
    alter column title_order type text collate "C" using order_text(title),
    alter column title_order set not null;
create index tasks_search on tasks using gin (search_text gin_trgm_ops);
create index tasks_title on tasks (title_order, id);

-- Tags are the same when their folded names are. name is what the first task that had the tag called it; a task that calls it otherwise says so in its link.
-- A comma separates tags in the filter, so that no task could be found by a tag with one: it becomes a semicolon.
alter table tags add column folded text collate "C";
alter table task_tags add column name text collate "C";
update tags set folded = fold_text(replace(name, ',', ';'));
create table merged_tags as
    select g.id, g.name, kept.id as kept_id, kept.name as kept_name
    from tags g join (select distinct on (folded) folded, id, name from tags order by folded, id) kept on kept.folded = g.folded
    where kept.id <> g.id;
insert into task_tags (task_id, tag_id, name)
    select l.task_id, m.kept_id, replace(m.name, ',', ';')
    from merged_tags m join task_tags l on l.tag_id = m.id
    order by m.id
    on conflict (task_id, tag_id) do nothing;
delete from task_tags where tag_id in (select id from merged_tags);
delete from tags where id in (select id from merged_tags);
drop table merged_tags;
update tags set name = replace(name, ',', ';') where name like '%,%';
update task_tags l set name = null from tags g where g.id = l.tag_id and g.name = l.name;
alter table tags alter column folded set not null;
create unique index tags_folded_key on tags (folded);

-- For rows that the program does not write: those of an operator, and of an older version that still runs.
create function fold_task() returns trigger language plpgsql as $$
begin
    new.search_text := search_text(new.title, new.description);
    new.title_order := order_text(new.title);
    return new;
end
$$;
create trigger tasks_folded_insert before insert on tasks
    for each row when (new.search_text is null or new.title_order is null) execute function fold_task();
create trigger tasks_folded_update before update of title, description on tasks
    for each row when ((old.title, old.description) is distinct from (new.title, new.description) and old.search_text = new.search_text)
    execute function fold_task();
create function fold_tag() returns trigger language plpgsql as $$
begin
    new.folded := fold_text(new.name);
    return new;
end
$$;
create trigger tags_folded_insert before insert on tags
    for each row when (new.folded is null) execute function fold_tag();
create trigger tags_folded_update before update of name on tags
    for each row when (old.name is distinct from new.name) execute function fold_tag();

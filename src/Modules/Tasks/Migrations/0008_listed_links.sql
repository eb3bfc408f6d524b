-- A link has what lists filter and sort by, so that an index has the tasks of a tag in the order of a list. Null in links from before until
-- FillTaskTags has filled them. The lock comes first, because a transaction that raises its lock can deadlock. It is held for a
-- few seconds per million links.
lock table tasks in share row exclusive mode;
lock table task_tags in access exclusive mode;
alter table task_tags
    add column status_rank smallint,
    add column priority_rank smallint,
    add column due_date timestamptz;
create index task_tags_listed on task_tags (tag_id, status_rank, priority_rank desc, due_date, task_id);
drop index task_tags_tag;

-- For links of an older version that still runs and of an operator. The lock lets no other transaction change the task meanwhile.
create function list_link() returns trigger language plpgsql as $$
begin
    select status_rank, priority_rank, due_date into new.status_rank, new.priority_rank, new.due_date
    from tasks where id = new.task_id for share;
    return new;
end
$$;
create trigger task_tags_listed_insert before insert on task_tags
    for each row when (new.status_rank is null) execute function list_link();
create trigger task_tags_listed_update before update of task_id on task_tags
    for each row when (old.task_id <> new.task_id) execute function list_link();

create function list_changed_task() returns trigger language plpgsql as $$
begin
    update task_tags set status_rank = new.status_rank, priority_rank = new.priority_rank, due_date = new.due_date where task_id = new.id;
    return null;
end
$$;
create trigger tasks_listed_update after update of status_rank, priority_rank, due_date on tasks
    for each row when (old.status_rank is distinct from new.status_rank or old.priority_rank is distinct from new.priority_rank
        or old.due_date is distinct from new.due_date)
    execute function list_changed_task();

-- The new columns change no count. A comparison of rows with three columns would read differently in the dump of a restored database.
drop trigger task_tags_counted_update on task_tags;
create trigger task_tags_counted_update after update on task_tags
    for each row when (
        old.task_id is distinct from new.task_id or old.tag_id is distinct from new.tag_id or old.name is distinct from new.name)
    execute function count_changed_link();

-- Also after changes with disabled triggers.
alter function recount_tasks() rename to recount_only;
create function recount_tasks() returns void language plpgsql as $$
begin
    perform recount_only();
    update task_tags l
    set status_rank = t.status_rank, priority_rank = t.priority_rank, due_date = t.due_date
    from tasks t
    where t.id = l.task_id
        and (l.status_rank, l.priority_rank, l.due_date) is distinct from (t.status_rank, t.priority_rank, t.due_date);
end
$$;

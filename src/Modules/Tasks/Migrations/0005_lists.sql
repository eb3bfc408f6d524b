-- Reads continue while the indexes are built; writes wait. The lock comes first, because a transaction that raises its lock can deadlock.
lock table tasks, task_tags, tags in exclusive mode;

-- Each lists the tasks of a status (of an owner) by priority and due date. Their cells of one status and one priority, merged, list by
-- due date alone.
create index tasks_status_priority_due on tasks (status_rank, priority_rank desc, due_date, id);
create index tasks_owner_status_priority_due on tasks (owner_id, status_rank, priority_rank desc, due_date, id);
-- With the filtered columns in it the index alone answers.
create index tasks_owner_with_ranks on tasks (owner_id, created_at, id) include (status_rank, priority_rank);

-- As task_counts and task_count_deltas.
create table task_tag_counts (
    owner_id      uuid     not null,
    tag_id        uuid     not null,
    status_rank   smallint not null,
    priority_rank smallint not null,
    tasks         bigint   not null,
    primary key (owner_id, tag_id, status_rank, priority_rank)
);
create table task_tag_count_deltas (
    owner_id      uuid     not null,
    tag_id        uuid     not null,
    status_rank   smallint not null,
    priority_rank smallint not null,
    delta         integer  not null
);
-- By the day of the due date in UTC.
create table task_due_counts (
    owner_id    uuid     not null,
    status_rank smallint not null,
    due_day     date     not null,
    tasks       bigint   not null,
    primary key (owner_id, status_rank, due_day)
);
create table task_due_count_deltas (
    owner_id    uuid     not null,
    status_rank smallint not null,
    due_day     date     not null,
    delta       integer  not null
);

create function utc_day(at timestamptz) returns date language sql immutable parallel safe as $$
    select (at at time zone 'UTC')::date
$$;

-- Volatile, so that it sees what is committed once the caller has locked the task.
create function tags_of(task uuid) returns text[] language sql volatile as $$
    select array(
        select coalesce(l.name, g.name) collate "C" from task_tags l join tags g on g.id = l.tag_id where l.task_id = task order by 1)
$$;

-- The program counts the tasks and links that it inserts itself: it names tags and counted. The triggers count everything else.
create function count_foreign_task() returns trigger language plpgsql as $$
begin
    insert into task_due_count_deltas (owner_id, status_rank, due_day, delta)
    values (new.owner_id, new.status_rank, utc_day(new.due_date), 1);
    return null;
end
$$;

-- Also the links of a task that changes or goes.
create function count_changed_task() returns trigger language plpgsql as $$
begin
    if old.due_date is not null then
        insert into task_due_count_deltas (owner_id, status_rank, due_day, delta)
        values (old.owner_id, old.status_rank, utc_day(old.due_date), -1);
    end if;
    insert into task_tag_count_deltas (owner_id, tag_id, status_rank, priority_rank, delta)
    select old.owner_id, tag_id, old.status_rank, old.priority_rank, -1 from task_tags where task_id = old.id;
    if tg_op = 'DELETE' then
        return old;
    end if;
    if new.due_date is not null then
        insert into task_due_count_deltas (owner_id, status_rank, due_day, delta)
        values (new.owner_id, new.status_rank, utc_day(new.due_date), 1);
    end if;
    insert into task_tag_count_deltas (owner_id, tag_id, status_rank, priority_rank, delta)
    select new.owner_id, tag_id, new.status_rank, new.priority_rank, 1 from task_tags where task_id = new.id;
    return null;
end
$$;

-- Links of a deleted task are counted with the task. The lock lets no other transaction move the task meanwhile.
create function count_link() returns trigger language plpgsql as $$
declare
    link task_tags := case tg_op when 'INSERT' then new else old end;
    task tasks;
begin
    select * into task from tasks where id = link.task_id for share;
    if not found then
        return null;
    end if;
    insert into task_tag_count_deltas (owner_id, tag_id, status_rank, priority_rank, delta)
    values (task.owner_id, link.tag_id, task.status_rank, task.priority_rank, case tg_op when 'INSERT' then 1 else -1 end);
    if (coalesce(link.name, (select name from tags where id = link.tag_id)) = any(task.tags)) <> (tg_op = 'INSERT') then
        update tasks set tags = tags_of(id) where id = task.id;
    end if;
    return null;
end
$$;

-- The program changes no links and renames no tags.
create function count_changed_link() returns trigger language plpgsql as $$
begin
    insert into task_tag_count_deltas (owner_id, tag_id, status_rank, priority_rank, delta)
    select t.owner_id, c.tag_id, t.status_rank, t.priority_rank, c.delta
    from (values (old.task_id, old.tag_id, -1), (new.task_id, new.tag_id, 1)) as c (task_id, tag_id, delta)
        join tasks t on t.id = c.task_id;
    update tasks set tags = tags_of(id) where id in (old.task_id, new.task_id);
    return null;
end
$$;
create function rename_tag() returns trigger language plpgsql as $$
begin
    update tasks set tags = tags_of(id) where id in (select task_id from task_tags where tag_id = new.id);
    return null;
end
$$;

-- Counts all anew, also after changes with disabled triggers. 00000000-0000-0000-0000-000000000000 counts everybody's.
create function recount_tasks() returns void language plpgsql as $$
begin
    lock table tasks, task_tags in exclusive mode;
    lock table task_counts, task_count_deltas, task_tag_counts, task_tag_count_deltas, task_due_counts, task_due_count_deltas
        in exclusive mode;
    delete from task_counts;
    delete from task_count_deltas;
    delete from task_tag_counts;
    delete from task_tag_count_deltas;
    delete from task_due_counts;
    delete from task_due_count_deltas;
    insert into task_counts (owner_id, status_rank, priority_rank, tasks)
    select coalesce(owner_id, '00000000-0000-0000-0000-000000000000'), status_rank, priority_rank, count(*)
    from tasks group by grouping sets ((owner_id, status_rank, priority_rank), (status_rank, priority_rank));
    insert into task_tag_counts (owner_id, tag_id, status_rank, priority_rank, tasks)
    select coalesce(t.owner_id, '00000000-0000-0000-0000-000000000000'), l.tag_id, t.status_rank, t.priority_rank, count(*)
    from tasks t join task_tags l on l.task_id = t.id
    group by grouping sets ((t.owner_id, l.tag_id, t.status_rank, t.priority_rank), (l.tag_id, t.status_rank, t.priority_rank));
    insert into task_due_counts (owner_id, status_rank, due_day, tasks)
    select coalesce(owner_id, '00000000-0000-0000-0000-000000000000'), status_rank, utc_day(due_date), count(*)
    from tasks where due_date is not null
    group by grouping sets ((owner_id, status_rank, utc_day(due_date)), (status_rank, utc_day(due_date)));
end
$$;
select recount_tasks();

-- Last, because it excludes reads, too. tags has the names of the tags, sorted; null while only the links have them.
drop index tasks_owner;
alter index tasks_owner_with_ranks rename to tasks_owner;
alter table task_tags add column counted boolean;
alter table tasks add column tags text[];

create trigger tasks_counted_insert after insert on tasks
    for each row when (new.tags is null and new.due_date is not null) execute function count_foreign_task();
create trigger tasks_counted_update after update of owner_id, status_rank, priority_rank, due_date on tasks
    for each row when (old.owner_id is distinct from new.owner_id or old.status_rank is distinct from new.status_rank
        or old.priority_rank is distinct from new.priority_rank or old.due_date is distinct from new.due_date)
    execute function count_changed_task();
-- Before, because the foreign key deletes the links after.
create trigger tasks_counted_delete before delete on tasks for each row execute function count_changed_task();
create trigger task_tags_counted_insert after insert on task_tags for each row when (new.counted is null) execute function count_link();
create trigger task_tags_counted_delete after delete on task_tags for each row execute function count_link();
create trigger task_tags_counted_update after update on task_tags for each row when (old is distinct from new)
    execute function count_changed_link();
create trigger tags_renamed after update of name on tags for each row when (old.name is distinct from new.name)
    execute function rename_tag();

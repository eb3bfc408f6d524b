-- The floor's own tables: a task's row holds all that its answer needs, and each index holds exactly the order of one measured list.
drop table if exists floor_tasks, floor_task_tags, floor_audit, floor_counts, floor_tag_counts, floor_due_counts, floor_count_deltas;

create table floor_tasks as
    with links as (
        select l.task_id, array_agg(coalesce(l.name, g.name) order by coalesce(l.name, g.name)) as tags
        from task_tags l join tags g on g.id = l.tag_id group by l.task_id
    )
    select t.id, t.owner_id, t.owner_email, t.title, t.description, t.status_rank, t.priority_rank, t.due_date,
           coalesce(l.tags, '{}') as tags, t.attachment_count, t.created_at, t.updated_at, t.version, t.search_text
    from tasks t left join links l on l.task_id = t.id;

create table floor_task_tags as
    select tag, priority_rank, due_date, id from floor_tasks cross join unnest(tags) as tag;

create table floor_audit as
    select id, user_id, owner_id, event_type, task_id, attachment_id, details, created_at from audit_events;

-- Sums of integers are faster than those of bigints.
create table floor_counts (owner_id uuid, status_rank smallint, priority_rank smallint, tasks integer not null,
    primary key (owner_id, status_rank, priority_rank));
insert into floor_counts
    select owner_id, status_rank, priority_rank, count(*) from floor_tasks group by 1, 2, 3
    union all
    select '00000000-0000-0000-0000-000000000000', status_rank, priority_rank, count(*) from floor_tasks group by 2, 3;

create table floor_tag_counts (tag text collate "C" primary key, tasks integer not null);
insert into floor_tag_counts select tag, count(*) from floor_task_tags group by tag;

create table floor_due_counts (due_day date, status_rank smallint, tasks integer not null, primary key (due_day, status_rank) include (tasks));
insert into floor_due_counts
    select (due_date at time zone 'UTC')::date, status_rank, count(*) from floor_tasks where due_date is not null group by 1, 2;

create table floor_count_deltas (owner_id uuid, status_rank smallint, priority_rank smallint, due_day date, tags text[]);

create unique index floor_tasks_id on floor_tasks (id);
create index floor_tasks_newest on floor_tasks (created_at, id);
create index floor_tasks_due on floor_tasks (due_date, id);
create index floor_tasks_status_due on floor_tasks (status_rank, due_date, id);
create index floor_tasks_status_priority on floor_tasks (status_rank, priority_rank desc, due_date, id);
create index floor_tasks_owner_due on floor_tasks (owner_id, status_rank, due_date, id);
create index floor_tasks_owner_priority on floor_tasks (owner_id, status_rank, priority_rank desc, due_date, id);
create index floor_tasks_search on floor_tasks using gin (search_text gin_trgm_ops);
create index floor_task_tags_priority on floor_task_tags (tag, priority_rank desc, due_date, id);
create index floor_audit_task on floor_audit (task_id, created_at desc, id desc);

-- Tasks number @from to @to, like those of a team of ten: most are done, few are blocked; a fifth has no due date, the others are due within a
-- year before or after today; half have tags, of which a few are common and two hundred are rare. "zeppelin" is in ten of the first thousand
-- only, "report" in every tenth.
insert into users (id, email, email_folded, password_hash, role)
select md5('colleague' || i)::uuid, 'colleague' || i || '@example.com', 'colleague' || i || '@example.com', u.password_hash, u.role
from generate_series(1, 9) i cross join users u
where u.id = @owner
on conflict do nothing;

create temporary table new_tasks as
with dice as (
    select
        i,
        hashint8(i) & 1023 as one, hashint8(i + 10000000) & 1023 as two, hashint8(i + 20000000) & 1023 as three,
        hashint8(i + 30000000) & 1048575 as four, hashint8(i + 40000000) & 1023 as five,
        date_trunc('second', now()) - interval '200 days' + i * interval '10 seconds' as made_at
    from generate_series(@from::bigint, @to::bigint) i
),
owners as (
    select row_number() over (order by number) - 1 as place, id, email from users order by number limit 10
)
select
    i,
    (lpad(to_hex((extract(epoch from made_at) * 1000)::bigint), 12, '0') || '7' || substr(md5(i::text), 1, 3)
        || '8' || substr(md5(i::text), 4, 15))::uuid as id,
    o.id as owner_id, o.email as owner_email,
    (array['Prepare', 'Review', 'Discuss', 'Repair', 'Order', 'Sort out', 'Translate'])[1 + i % 7] || ' '
        || (array['the offer', 'the plan', 'the minutes', 'a contract', 'the garden gate'])[1 + i / 7 % 5]
        || case when i % 10 = 3 then ' with report' when i <= 1000 and i % 100 = 50 then ' of the zeppelin' else '' end || ' ' || i as title,
    case when i % 4 > 0
        then 'Ask ' || (array['Ada', 'Grace', 'Edsger', 'Barbara'])[1 + i / 3 % 4] || ' first; see folder ' || md5(i::text) end as description,
    (case when one < 256 then 0 when one < 358 then 1 when one < 378 then 2 else 3 end)::smallint as status_rank,
    (case when two < 205 then 0 when two < 717 then 1 when two < 942 then 2 else 3 end)::smallint as priority_rank,
    case when three >= 205 then date_trunc('day', now()) + (four % 1051200 - 525600) * interval '1 minute' end as due_date,
    case when five < 512 then array_remove(array[
        case when five < 102 then 'home' end,
        case when five % 4 = 0 then 'project-' || lpad((i % 200)::text, 3, '0') end,
        case when five % 8 = 1 then 'urgent' end,
        case when five >= 102 then 'work' end], null) else '{}'::text[] end as names,
    made_at, made_at + i % 50 * interval '1 hour' as changed_at
from dice join owners o on o.place = (hashint8(i + 50000000) & 1048575) % 10;

insert into tasks (id, owner_id, owner_email, title, description, status, status_rank, priority, priority_rank, due_date, created_at,
                   updated_at, search_text, title_order{columns})
select id, owner_id, owner_email, title, description, (array['TODO', 'IN_PROGRESS', 'BLOCKED', 'DONE'])[1 + status_rank], status_rank,
       (array['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'])[1 + priority_rank], priority_rank, due_date, made_at,
       changed_at, search_text(title, description), order_text(title){values}
from new_tasks
order by i;

insert into tags (id, name, folded)
select md5(name)::uuid, name, name from (select distinct unnest(names) as name from new_tasks) given
on conflict do nothing;

insert into task_tags (task_id, tag_id, status_rank, priority_rank, due_date)
select n.id, g.id, n.status_rank, n.priority_rank, n.due_date from new_tasks n cross join unnest(n.names) as given (name) join tags g on g.folded = given.name
on conflict do nothing;

insert into audit_events (id, user_id, owner_id, event_type, task_id, details, created_at)
select overlay(id::text placing 'b' from 20 for 1)::uuid, owner_id, owner_id, 'TASK_CREATED', id, jsonb_build_object('title', title), made_at
from new_tasks
order by i;

-- A later schema counts by tag and day, too, and has a function for it.
do $$
begin
    if to_regprocedure('recount_tasks()') is not null then
        perform recount_tasks();
        return;
    end if;
    insert into task_counts (owner_id, status_rank, priority_rank, tasks)
    select coalesce(owner_id, '00000000-0000-0000-0000-000000000000'), status_rank, priority_rank, count(*)
    from new_tasks
    group by grouping sets ((owner_id, status_rank, priority_rank), (status_rank, priority_rank))
    on conflict (owner_id, status_rank, priority_rank) do update set tasks = task_counts.tasks + excluded.tasks;
end
$$;

drop table new_tasks;

-- Tasks number @from to @to, like those of a team: half are to do, a tenth is blocked, a third has no due date, half have a tag.
-- The word "zeppelin" is in ten of the first thousand tasks only, "report" in every tenth task.
with made as (
    insert into tasks (id, owner_id, owner_email, title, description, status, status_rank, priority, priority_rank, due_date, created_at, updated_at,
                       search_text, title_order)
    select texts.*, search_text(texts.title, texts.description), order_text(texts.title)
    from (select
        (lpad(to_hex((extract(epoch from made_at) * 1000)::bigint), 12, '0') || '7' || substr(md5(i::text), 1, 3) || '8' || substr(md5(i::text), 4, 15))::uuid,
        @owner::uuid, @email,
        (array['Prepare', 'Review', 'Discuss', 'Repair', 'Order', 'Sort out', 'Translate'])[1 + i % 7] || ' '
            || (array['the offer', 'the plan', 'the minutes', 'a contract', 'the garden gate'])[1 + i / 7 % 5]
            || case when i % 10 = 3 then ' with report' when i <= 1000 and i % 100 = 50 then ' of the zeppelin' else '' end || ' ' || i as title,
        case when i % 4 > 0 then 'Ask ' || (array['Ada', 'Grace', 'Edsger', 'Barbara'])[1 + i / 3 % 4] || ' first; see folder ' || md5(i::text) end as description,
        (array['TODO', 'IN_PROGRESS', 'BLOCKED', 'DONE'])[1 + status], status,
        (array['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'])[1 + priority], priority,
        case when i % 3 > 0 then date_trunc('day', made_at) + i % 1000 * 7919 % 90 * interval '1 day' end,
        made_at, made_at + i % 50 * interval '1 hour'
    from (
        select
            i,
            date_trunc('second', now()) - interval '200 days' + i * interval '10 seconds' as made_at,
            (array[0, 0, 0, 0, 0, 1, 1, 2, 3, 3])[1 + i % 1000 * 7919 % 10]::smallint as status,
            (i / 10 % 4)::smallint as priority
        from generate_series(@from, @to) i
    ) numbers) texts
    returning owner_id, status_rank, priority_rank
),
sums as (
    select owner_id, status_rank, priority_rank, count(*) as tasks from made group by owner_id, status_rank, priority_rank
)
insert into task_counts (owner_id, status_rank, priority_rank, tasks)
select owner_id, status_rank, priority_rank, tasks from sums
union all
select '00000000-0000-0000-0000-000000000000', status_rank, priority_rank, tasks from sums
on conflict (owner_id, status_rank, priority_rank) do update set tasks = task_counts.tasks + excluded.tasks;

insert into tags (id, name, folded)
select md5(name)::uuid, name, name from unnest(array['home', 'work', 'urgent', 'later', 'money']) as given (name)
on conflict (name) do nothing;

insert into task_tags (task_id, tag_id)
select t.id, md5((array['home', 'work', 'urgent', 'later', 'money'])[1 + t.number % 5])::uuid
from tasks t
where t.number % 2 = 0
on conflict do nothing;

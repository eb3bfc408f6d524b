-- Tasks of one user, evenly over statuses and priorities. Triggers are off, so all columns are set.
with made as (
    insert into tasks (id, owner_id, owner_number, title, status, status_rank, priority, priority_rank, created_at, updated_at, search_text,
                       title_order)
    select gen_random_uuid(), lpad(to_hex(@owner), 32, '0')::uuid, @owner, 'Task ' || i,
        (array['todo', 'in_progress', 'done'])[1 + i % 3], i % 3,
        (array['low', 'medium', 'high'])[1 + i / 3 % 3], i / 3 % 3,
        made_at, made_at, 'task ' || i, 'task ' || lpad(i::text, 8, '0')
    from (select i, date_trunc('second', now()) - interval '200 days' + i * interval '10 seconds' as made_at
          from generate_series(1, @tasks) i) numbers
    returning owner_id, status_rank, priority_rank
),
sums as (
    select owner_id, status_rank, priority_rank, count(*) as tasks from made group by owner_id, status_rank, priority_rank
)
insert into task_counts (owner_id, status_rank, priority_rank, tasks)
select owner_id, status_rank, priority_rank, tasks from sums
union all
select '00000000-0000-0000-0000-000000000000', status_rank, priority_rank, tasks from sums
on conflict (owner_id, status_rank, priority_rank) do update set tasks = task_counts.tasks + excluded.tasks

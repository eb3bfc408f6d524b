-- The program reads the rank, and writes both: where a word was changed by hand, the rank says what it was.
update tasks t
set status = w.word
from (values (0, 'TODO'), (1, 'IN_PROGRESS'), (2, 'BLOCKED'), (3, 'DONE')) as w (rank, word)
where t.status_rank = w.rank and t.status <> w.word;
update tasks t
set priority = w.word
from (values (0, 'LOW'), (1, 'MEDIUM'), (2, 'HIGH'), (3, 'CRITICAL')) as w (rank, word)
where t.priority_rank = w.rank and t.priority <> w.word;

do $$
declare
    found text;
begin
    select string_agg(format('%s (status %s, priority %s)', id, status_rank, priority_rank), ', ') into found
    from (select id, status_rank, priority_rank from tasks where status_rank not between 0 and 3 or priority_rank not between 0 and 3 order by id limit 20) t;
    if found is not null then
        raise exception 'These tasks have a rank of status or priority that does not exist: %. Nothing was changed, and the version before goes on working. '
            'Give status_rank and priority_rank a value from 0 to 3, then start again.', found;
    end if;
end
$$;

-- Document 002 §3.1: the words that a task can have, each with its rank.
alter table tasks
    add constraint tasks_status_check check ((status = 'TODO' and status_rank = 0) or (status = 'IN_PROGRESS' and status_rank = 1)
        or (status = 'BLOCKED' and status_rank = 2) or (status = 'DONE' and status_rank = 3)),
    add constraint tasks_priority_check check ((priority = 'LOW' and priority_rank = 0) or (priority = 'MEDIUM' and priority_rank = 1)
        or (priority = 'HIGH' and priority_rank = 2) or (priority = 'CRITICAL' and priority_rank = 3));

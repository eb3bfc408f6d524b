-- The version tells whether a task changed since it was read. The program raises it with each change of a task; the trigger does for all
-- other changes of the row: those of its attachments, of an operator, and of an older version of the program that still runs.
alter table tasks add column version bigint not null default 1;
create function raise_task_version() returns trigger language plpgsql as $$
begin
    new.version := old.version + 1;
    return new;
end
$$;
create trigger tasks_version before update on tasks
    for each row when (old.version = new.version and old is distinct from new) execute function raise_task_version();

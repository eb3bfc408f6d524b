-- What FillTaskTags has to fill: once it has, both are empty, and a round reads no task. The lock comes first, because a transaction that
-- raises its lock can deadlock. Writes wait while both tables are read once.
lock table tasks, task_tags in share mode;
create index tasks_unfilled on tasks (id) where tags is null;
create index task_tags_unfilled on task_tags (task_id) where status_rank is null;

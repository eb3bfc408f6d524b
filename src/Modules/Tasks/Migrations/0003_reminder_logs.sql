-- Document 002 §3.1: ReminderLog. The unique constraint is what keeps a task from being reminded of twice (§6.2).
create table reminder_logs (
    id            uuid        not null primary key,
    task_id       uuid        not null references tasks (id) on delete cascade,
    reminder_type text        not null check (reminder_type in ('DUE_SOON')),
    sent_at       timestamptz not null,
    unique (task_id, reminder_type)
);

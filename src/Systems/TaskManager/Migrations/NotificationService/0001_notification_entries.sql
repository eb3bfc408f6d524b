-- What was notified, for GET /notifications. logged_at is null until the line of the event is in the notification log.
create table notification_entries (
    id         bigint      generated always as identity primary key,
    event_id   uuid        not null unique,
    event_type text        not null,
    user_id    bigint      not null,
    task_id    bigint      not null,
    title      text        not null,
    created_at timestamptz not null,
    logged_at  timestamptz
);
create index notification_entries_user on notification_entries (user_id, created_at, id);
create index notification_entries_created_at on notification_entries (created_at);

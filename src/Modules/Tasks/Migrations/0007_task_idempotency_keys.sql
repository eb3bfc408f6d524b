-- Written in the transaction of the task: a second request with the same key waits here for the first one's end.
create table task_idempotency_keys (
    user_id    uuid         not null,
    key        varchar(255) not null,
    body_hash  bytea        not null,
    task_id    uuid         not null,
    created_at timestamptz  not null,
    constraint task_idempotency_keys_pkey primary key (user_id, key)
);

create index task_idempotency_keys_created_at on task_idempotency_keys (created_at);

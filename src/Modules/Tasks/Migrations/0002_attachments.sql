-- Document 002 §3.1: Attachment. storage_path is the key of the file in the storage.
create table attachments (
    id           uuid        not null primary key,
    task_id      uuid        not null references tasks (id) on delete cascade,
    filename     text        not null,
    content_type text        not null,
    size_bytes   bigint      not null check (size_bytes >= 0),
    storage_path text        not null unique,
    created_at   timestamptz not null
);
create index attachments_task on attachments (task_id, created_at, id);

-- How many bytes of files each user's tasks have together. Kept with every change, so that the limit holds for uploads at the same time.
create table storage_usage (
    owner_id uuid   not null primary key,
    bytes    bigint not null check (bytes >= 0)
);

-- Files that are to go: of attachments that were removed, and of uploads, whose row is written before the file and goes in the transaction that adds the attachment.
-- So every file has a row in one of the two tables, whatever crashed when.
create table file_removals (
    storage_path text        not null primary key,
    not_before   timestamptz not null
);
create index file_removals_not_before on file_removals (not_before);

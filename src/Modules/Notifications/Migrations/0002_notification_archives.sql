-- Where notifications are that were moved out of the table. A row is there before its file is written, so that a crash leaves no file nobody knows of:
-- the batch is written again, under the same key. archived_at tells that the file is whole and its rows are gone from the table.
create table notification_archives (
    key              varchar(128) not null primary key,
    first_created_at timestamptz  not null,
    last_created_at  timestamptz  not null,
    last_id          uuid         not null,
    rows             bigint,
    sha256           varchar(64),
    created_at       timestamptz  not null,
    archived_at      timestamptz
);

-- One batch at a time.
create unique index notification_archives_unfinished on notification_archives ((archived_at is null)) where archived_at is null;
create index notification_archives_period on notification_archives (first_created_at, last_created_at);

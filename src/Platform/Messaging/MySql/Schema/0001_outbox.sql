-- next_attempt_at: from then on the row may be claimed; a claim moves it past its lease.
-- claimed_by: the instance that has claimed the row holds a lock named after this number. Null for a row that is not claimed, or claimed by lease alone.
create table outbox (
    id              bigint       not null auto_increment primary key,
    event_id        binary(16)   not null,
    topic           varchar(200) not null,
    body            mediumblob   not null,
    trace_parent    varchar(200),
    occurred_at     datetime(6)  not null,
    attempts        integer      not null default 0,
    next_attempt_at datetime(6)  not null,
    published_at    datetime(6),
    claimed_by      integer,
    -- Begins with the rows that are still to be published: a claim costs the same however many published rows are kept.
    key outbox_pending (published_at, next_attempt_at, id),
    key outbox_claimed (claimed_by)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin

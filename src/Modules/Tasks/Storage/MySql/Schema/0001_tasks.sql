-- The numbers are drawn from task_numbers. title_order sorts by its bytes; see TextOrder.
create table tasks (
    number        bigint       not null primary key,
    id            binary(16)   not null,
    owner_id      binary(16)   not null,
    owner_number  bigint,
    owner_email   varchar(320),
    title         text         not null,
    description   mediumtext,
    status        varchar(50)  not null,
    status_rank   smallint     not null,
    priority      varchar(50)  not null,
    priority_rank smallint     not null,
    due_date      datetime(3),
    created_at    datetime(3)  not null,
    updated_at    datetime(3)  not null,
    title_order   varbinary(2400) not null,
    unique key tasks_id (id),
    key tasks_owner (owner_id, created_at, id),
    -- Counts and status filters of an owner's tasks read this index alone.
    key tasks_owner_status (owner_id, status_rank, priority_rank, created_at, id)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin

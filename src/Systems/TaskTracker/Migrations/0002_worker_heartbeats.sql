-- Document 002 §6.2: signs of life, one row a worker process. Rows of processes that are long gone are removed by the others.
create table worker_heartbeats (
    worker  uuid        not null primary key,
    beat_at timestamptz not null
);

-- What all workers have counted together since the beginning is the sum of the rows. They are only inserted, in the transaction of what they count,
-- so that no worker waits for another; now and then many are folded into one.
create table reminder_counts (
    processed bigint not null,
    failed    bigint not null
);

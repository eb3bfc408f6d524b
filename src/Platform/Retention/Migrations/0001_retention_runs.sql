-- When each rule last ran to its end: a service that is restarted, or has several instances, goes by this and not by its own uptime.
create table retention_runs (
    rule        text        not null primary key,
    finished_at timestamptz not null,
    rows        bigint      not null
);

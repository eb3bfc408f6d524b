-- How far this service has read the events of a publisher. completed_at: the last time it had read all of them.
create table event_positions (
    publisher    text        not null primary key,
    position     text        not null,
    completed_at timestamptz not null
);

-- next_attempt_at: from then on the row may be claimed; a claim moves it past its lease. A handled message's row is deleted, a dead one stays.
create table inbound_messages (
    id              bigint      generated always as identity primary key,
    consumer        text        not null,
    event_id        uuid        not null,
    topic           text        not null,
    body            bytea       not null,
    trace_parent    text,
    received_at     timestamptz not null,
    attempts        integer     not null default 0,
    next_attempt_at timestamptz not null,
    dead_at         timestamptz,
    reason          text,
    unique (consumer, event_id)
);

create index inbound_messages_due on inbound_messages (consumer, next_attempt_at, id) where dead_at is null;

create index inbound_messages_dead on inbound_messages (dead_at, id) where dead_at is not null;

-- Written in the transaction of the effect: what stands here has happened and does not happen again.
create table handled_messages (
    consumer   text        not null,
    event_id   uuid        not null,
    handled_at timestamptz not null,
    constraint handled_messages_pkey primary key (consumer, event_id)
);

create index handled_messages_handled_at on handled_messages (handled_at);

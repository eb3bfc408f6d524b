-- next_attempt_at: from then on the row may be claimed; a claim moves it past its lease.
create table outbox (
    id              bigint      generated always as identity primary key,
    event_id        uuid        not null,
    topic           text        not null,
    body            bytea       not null,
    trace_parent    text,
    occurred_at     timestamptz not null,
    attempts        integer     not null default 0,
    next_attempt_at timestamptz not null,
    published_at    timestamptz
);

-- Holds only what is still to be published: a claim costs the same however many published rows are kept.
create index outbox_pending on outbox (next_attempt_at, id) where published_at is null;

create index outbox_published on outbox (published_at) where published_at is not null;

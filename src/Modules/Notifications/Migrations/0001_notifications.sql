-- Document 003 §9.3. What only some systems have is nullable; a system adds its own NOT NULLs, defaults and the checks of its words.
create table notifications (
    id            uuid        primary key default gen_random_uuid(),
    user_id       uuid        not null,
    order_id      uuid,
    channel       varchar(10) not null,
    type          varchar(100),
    recipient     varchar(255),
    subject       varchar(255),
    body          text        not null,
    status        varchar(10) not null,
    provider_ref  varchar(255),
    error_message varchar(1000),
    sent_at       timestamptz,
    created_at    timestamptz not null default now(),

    -- Beyond the document: the event that caused it, an e-mail for readers without HTML, and until when the instance that sends it has it for itself.
    event_id      uuid,
    text_body     text,
    claimed_until timestamptz,
    constraint notifications_event_channel unique (event_id, channel)
);

create index idx_notifications_user_id on notifications (user_id);
create index idx_notifications_order_id on notifications (order_id);
create index idx_notifications_status on notifications (status);
create index idx_notifications_created_at on notifications (created_at);

-- Beyond the document: everybody's, each user's and each channel's notifications, the newest first, are read from an index up to the end of the page.
create index idx_notifications_created_at_id on notifications (created_at, id);
create index idx_notifications_user_created_at on notifications (user_id, created_at, id);
create index idx_notifications_channel_created_at on notifications (channel, created_at, id);
create index idx_notifications_user_channel_created_at on notifications (user_id, channel, created_at, id);

-- How many notifications there are: what was folded plus what is still pending, read in one statement, is exact at every moment.
-- Changes only insert, so that no two of them wait for each other.
create table notification_count_deltas (
    user_id uuid        not null,
    channel varchar(10) not null,
    delta   smallint    not null
);

-- user_id 00000000-0000-0000-0000-000000000000 counts everybody's.
create table notification_counts (
    user_id       uuid        not null,
    channel       varchar(10) not null,
    notifications bigint      not null,
    primary key (user_id, channel)
);

-- The transaction of the row. Rows of transactions below a snapshot's xmin are complete: none of them appears later.
alter table outbox add column xid xid8 not null default pg_current_xact_id();

create index outbox_feed on outbox (xid, id);

-- The instance that has claimed the row: the number its session holds an advisory lock on. Null for a row that is not claimed, or claimed by lease alone.
alter table notifications add column claimed_by integer;

create index notifications_claimed on notifications (claimed_by) where claimed_by is not null;

-- Document 000: what the table of orders has in this system beyond what all systems share.
alter table orders
    alter column status set default 'created',
    add constraint orders_status_check check (status in ('created', 'confirmed', 'shipped', 'delivered', 'cancelled'));

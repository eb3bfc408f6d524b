-- Document 003 §9.2: what the table of orders has in this system beyond what all systems share.
alter table orders
    alter column status set default 'pending',
    alter column shipping_address set not null,
    add constraint orders_status_check check (status in ('pending', 'confirmed', 'shipped', 'delivered'));

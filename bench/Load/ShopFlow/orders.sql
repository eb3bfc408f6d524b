-- Orders of the customers in the parameter: most are delivered, few are pending.
with made as (
    insert into orders (user_id, status, items, shipping_address, total_amount, currency, created_at, updated_at)
    select
        (@customers)[1 + i % cardinality(@customers)],
        case when dice < 20 then 'pending' when dice < 60 then 'confirmed' when dice < 200 then 'shipped' else 'delivered' end,
        jsonb_build_array(jsonb_build_object(
            'product_id', md5(i::text)::uuid, 'product_name', 'Product ' || i % 500, 'quantity', 1 + i % 3, 'unit_price', 9.99)),
        '{"street":"742 Evergreen Terrace","city":"Springfield","zip_code":"62704","country":"US"}',
        9.99 * (1 + i % 3), 'USD', made_at, made_at
    from (
        select i, hashint8(i) & 1023 as dice, date_trunc('second', now()) - interval '400 days' + i * interval '30 seconds' as made_at
        from generate_series(1, @orders) i
    ) numbers
    returning user_id, status
)
insert into order_counts (user_id, status, orders)
select coalesce(user_id, '00000000-0000-0000-0000-000000000000'), status, count(*)
from made
group by grouping sets ((user_id, status), (status))
on conflict (user_id, status) do update set orders = order_counts.orders + excluded.orders;

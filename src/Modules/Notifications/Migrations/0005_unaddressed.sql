-- A direct notification is stored before its recipient is known. It is not sent before it is, unless its channel needs none.
alter table notifications
    add constraint notifications_sent_is_addressed check (recipient is not null or status <> 'sent' or channel = 'in_app');

-- Document 003 §9.3: what the table of notifications has in this system beyond what all systems share.
alter table notifications
    alter column type set not null,
    alter column recipient set not null,
    alter column status set default 'queued',
    add constraint notifications_channel_check check (channel in ('email', 'sms')),
    add constraint notifications_status_check check (status in ('queued', 'sent', 'failed'));

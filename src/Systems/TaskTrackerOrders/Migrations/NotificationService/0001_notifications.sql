-- Document 000: what the table of notifications has in this system beyond what all systems share.
alter table notifications
    alter column subject set not null,
    alter column status set default 'queued',
    add constraint notifications_channel_check check (channel in ('email', 'in_app', 'sms')),
    add constraint notifications_status_check check (status in ('queued', 'sent', 'failed'));

-- Document 002 §3.1: AuditEvent. It outlives the task it tells of, so task_id is no foreign key.
-- owner_id says in whose log the event stands: whoever did it, and for what the system did, the owner of the task. So an owner still sees the events of a
-- task that is gone, and every event of a user_id has it as owner_id too: one index serves both.
create table audit_events (
    id            uuid        primary key,
    user_id       uuid        references users (id),
    owner_id      uuid        check (owner_id = user_id or user_id is null),
    event_type    text        not null check (event_type in (
        'TASK_CREATED', 'TASK_UPDATED', 'TASK_DELETED', 'ATTACHMENT_ADDED', 'ATTACHMENT_REMOVED', 'REMINDER_SENT', 'LOGIN', 'PASSWORD_CHANGED')),
    task_id       uuid,
    attachment_id uuid,
    details       jsonb       not null default '{}',
    created_at    timestamptz not null
);

create index idx_audit_events_owner_id on audit_events (owner_id, created_at desc, id desc);
create index idx_audit_events_task_id on audit_events (task_id, created_at desc, id desc);
create index idx_audit_events_event_type on audit_events (event_type, created_at desc, id desc);
create index idx_audit_events_created_at on audit_events (created_at desc, id desc);

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
    raise exception 'audit_events is append-only';
end
$$;

create trigger audit_events_append_only before update or delete on audit_events
    for each row execute function refuse_audit_change();
create trigger audit_events_no_truncate before truncate on audit_events
    for each statement execute function refuse_audit_change();

-- The two modules do not know each other; that an owner is a user is this system's rule (document 002 §3.1).
alter table tasks add constraint fk_tasks_owner foreign key (owner_id) references users (id);

-- Document 001, "Task Service": every task shows the number of its owner, who is a user of user-service.
alter table tasks
    alter column owner_number set not null;

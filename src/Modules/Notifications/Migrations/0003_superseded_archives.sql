-- The file of the attempt before the present one, until it is removed: a crash between the change of the key and that would leave a file nobody knows of.
alter table notification_archives add column superseded_key varchar(128);

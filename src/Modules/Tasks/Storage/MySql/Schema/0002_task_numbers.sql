-- Stays empty: a row is inserted for the number it gets, which the server does not give out again.
create table task_numbers (
    number bigint not null auto_increment primary key
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin

-- Named for what it is: a system may have an index of its own called idx_users_email (document 003 §9.1).
alter index idx_users_email rename to users_email_lower_key;

-- A family is open while one of its tokens is not revoked. Families keep their used tokens for a month: only the others are looked at.
create index idx_refresh_tokens_open on refresh_tokens (family_id) where not revoked;
drop index idx_refresh_tokens_family_id;

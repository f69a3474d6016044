-- The secrets of a client are told apart by an id.
update client
    set secrets = (
        select jsonb_agg(secret || jsonb_build_object('id', left(replace(gen_random_uuid()::text, '-', ''), 16)) order by position)
        from jsonb_array_elements(secrets) with ordinality as each (secret, position))
    where jsonb_array_length(secrets) > 0;

-- What follows from the secrets of a client, kept beside them by whoever writes them: when the first of them ends, for the
-- clean-up, and since when one has a slow hash. Both are rare, and found by index.
alter table client
    add column next_secret_end   timestamptz,
    add column slow_secret_since timestamptz;
update client
    set next_secret_end = (
        select to_timestamp(min((secret ->> 'expires_at')::bigint)) from jsonb_array_elements(secrets) as each (secret))
    where secrets @? '$[*].expires_at';
create index client_by_secret_end  on client (next_secret_end) where next_secret_end is not null;
create index client_by_slow_secret on client (slow_secret_since) where slow_secret_since is not null;

-- A seal whose key is to be dropped gets a second MAC by another key. The first one stays: the next seal names it, and so do
-- the lines of logs.
alter table audit_seal      add column renewed_mac bytea;
alter table audit_beginning add column renewed_mac bytea;
comment on column audit_seal.renewed_mac is 'vouches in place of mac, once its key may be gone';

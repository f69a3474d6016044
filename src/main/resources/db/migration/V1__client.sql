-- One row a client. What the client says of itself is in metadata, as it is returned; its few live secrets are beside
-- it, sealed or hashed, so that a registration is one INSERT and a read is one SELECT by primary key.
create table client (
    client_id               text        not null check (length(client_id) between 1 and 255),
    state                   text        not null check (state in ('ACTIVE', 'DELETED')),
    origin                  text        not null check (origin in ('OPEN', 'TOKEN')),
    metadata                jsonb       not null,
    secrets                 jsonb       not null,
    registration_token_hash bytea       check (octet_length(registration_token_hash) = 32),
    issued_at               timestamptz not null,
    updated_at              timestamptz not null,
    version                 bigint      not null,
    primary key (client_id)
);

comment on column client.registration_token_hash is 'SHA-256; the token itself is not kept';
comment on column client.state is 'DELETED rows keep the id alone, so that it is never issued again';

-- The ids of the keys that sealed or hashed anything here: a start with another keyset would leave secrets that nobody
-- can open.
create table keyset_key (
    key_id     integer     not null,
    first_used timestamptz not null default now(),
    primary key (key_id)
);

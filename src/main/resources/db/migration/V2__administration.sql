-- What operators say of a client, who they are, what they hand out, and the history of it all.

-- Trigrams answer a search for any part of a text from an index. The extension is trusted: the owner of the database may
-- create it.
create extension if not exists pg_trgm;

alter table client
    drop constraint client_state_check,
    add constraint client_state_check check (state in ('ACTIVE', 'DISABLED', 'DELETED')),
    drop constraint client_origin_check,
    add constraint client_origin_check check (origin in ('OPEN', 'TOKEN', 'ADMIN')),
    add column require_consent boolean not null default true,
    add column reuse_consent   boolean not null default true,
    add column owner           text check (length(owner) between 1 and 255),
    add column note            text check (length(note) between 1 and 4000),
    add column locked          boolean not null default false,
    add column imported        boolean not null default false,
    add column bounds          jsonb,
    add column deleted_at      timestamptz,
    -- What is searched. All of it follows from the row itself, so that nobody has to keep it up to date (decision 0013).
    -- Lower case and order are those of Unicode, whatever the locale of the database is.
    add column search_text     text generated always as (
        lower(replace(replace(client_id, '\', '\\'), '"', '\"') || E'\n' || jsonb_path_query_array(metadata,
            '$.keyvalue() ? (@.key starts with "client_name" || @.key starts with "client_uri" || @.key == "redirect_uris" || @.key == "contacts").value[*]')::text
            collate "und-x-icu")
    ) stored,
    add column search_terms    text[] generated always as (
        array_remove(array_remove(
            array[
                -- An erased client is not found at all.
                case when state <> 'DELETED' or deleted_at is not null then 'state=' || lower(state collate "C") end,
                'origin=' || lower(origin collate "C"),
                'client_type=' || case
                    when metadata ->> 'token_endpoint_auth_method' = 'none' then 'public'
                    when metadata ? 'token_endpoint_auth_method' then 'confidential' end,
                'owner=' || owner,
                -- A longer one would not fit into the index.
                'software_id=' || case when length(metadata ->> 'software_id') <= 255 then metadata ->> 'software_id' end]
            || string_to_array(rtrim(regexp_replace(btrim((metadata -> 'grant_types')::text, '[]'),
                '"([^"]+)"(?:, )?', 'grant_type=\1 ', 'g')), ' ')
            -- Neither quotes nor spaces are in a URI; private-use schemes have no host that means anything.
            || string_to_array(rtrim(regexp_replace(btrim(lower((metadata -> 'redirect_uris')::text collate "C"), '[]'),
                '"(?:https?://([^"/?#:\[]+|\[[^"\]]*\]))?[^"]*"(?:, )?', 'redirect_host=\1 ', 'g')), ' '),
            null), 'redirect_host=')
    ) stored,
    add column sort_name       text collate "und-x-icu" generated always as (
        left(lower(coalesce(metadata ->> 'client_name', '') collate "und-x-icu"), 100)
    ) stored;

comment on column client.require_consent is 'false: the user is never asked; for confidential clients alone';
comment on column client.reuse_consent is 'true: a consent that was given before is not asked for again';
comment on column client.locked is 'true: the client cannot read or change its own registration (403)';
comment on column client.bounds is 'what the initial access token allows; the registration access token inherits it';
comment on column client.deleted_at is 'set while the client can still be restored; then only the id is kept';

comment on column client.search_text is 'as JSON escapes it, in lower case, one value from the other by a quotation mark';
comment on column client.search_terms is 'what is looked for as a whole, as name=value';

-- Pages are read in one of three orders, or where few clients are looked for, all of them by terms and text. There are no
-- more indexes, since each makes registrations slower. What is new in the one of terms and text is kept in a list first, a
-- short one, since a registration that finds it full sorts it into the index.
create index client_by_issue  on client (issued_at, client_id) where state <> 'DELETED';
create index client_by_update on client (updated_at, client_id) where state <> 'DELETED';
create index client_by_name   on client (sort_name, client_id) where state <> 'DELETED';
create index client_by_search on client using gin (search_terms, search_text gin_trgm_ops)
    with (gin_pending_list_limit = 1024);
create index client_to_erase  on client (deleted_at) where deleted_at is not null;

create table access_key (
    key_id       text        not null,
    name         text        not null check (length(name) between 1 and 255),
    token_hash   bytea       check (octet_length(token_hash) = 32),
    scopes       jsonb       not null,
    created_at   timestamptz not null,
    created_by   text        not null,
    expires_at   timestamptz,
    last_used_at timestamptz,
    revoked_at   timestamptz,
    primary key (key_id),
    unique (token_hash)
);
comment on column access_key.token_hash is 'SHA-256; the key itself is shown once and not kept';

create table initial_access_token (
    token_id     text        not null,
    token_hash   bytea       check (octet_length(token_hash) = 32),
    label        text        check (length(label) between 1 and 255),
    owner        text        check (length(owner) between 1 and 255),
    created_at   timestamptz not null,
    created_by   text        not null,
    expires_at   timestamptz,
    max_uses     integer     check (max_uses > 0),
    uses         integer     not null default 0 check (uses >= 0),
    bounds       jsonb       not null,
    revoked_at   timestamptz,
    primary key (token_id),
    unique (token_hash),
    check (uses <= max_uses)
);
comment on column initial_access_token.token_hash is 'SHA-256; the token itself is shown once and not kept';
create index initial_access_token_by_creation on initial_access_token (created_at, token_id);

-- One row for every change of a client, a token or a key, written in the transaction of the change. Never a secret.
create sequence audit_event_seq increment by 50;
create table audit_event (
    event_id    bigint      not null,
    at          timestamptz not null,
    action      text        not null,
    target_type text        not null check (target_type in ('client', 'access_key', 'initial_access_token')),
    target_id   text        not null,
    actor_type  text        not null,
    actor_id    text,
    actor_name  text,
    address     text,
    request_id  text,
    changes     jsonb       not null,
    warnings    jsonb,
    seal_number bigint,
    primary key (event_id)
);
comment on column audit_event.seal_number is 'null until the event is sealed';

create index audit_event_by_time        on audit_event (at, event_id);
create index audit_event_by_target      on audit_event (target_id, at, event_id);
create index audit_event_by_actor       on audit_event (actor_id, at, event_id) where actor_id is not null;
-- What is rare is found from an index of its own, which the many registrations do not write to.
create index audit_event_by_target_type on audit_event (target_type, at, event_id) where target_type <> 'client';
create index audit_event_by_actor_type  on audit_event (actor_type, at, event_id) where actor_type <> 'anyone';
create index audit_event_by_action      on audit_event (action, at, event_id) where action <> 'registered';
create index audit_event_unsealed       on audit_event (event_id) where seal_number is null;
create index audit_event_by_seal        on audit_event (seal_number, event_id) where seal_number is not null;

-- Events are sealed in batches after they were written, so that no registration waits for another one. Each seal covers
-- its events and the seal before it.
create table audit_seal (
    seal_number   bigint      not null,
    sealed_at     timestamptz not null,
    event_ids     bigint[]    not null,
    digests       bytea       not null,
    last_event_at timestamptz not null,
    previous_mac  bytea,
    mac           bytea       not null,
    primary key (seal_number)
);
comment on column audit_seal.digests is 'SHA-256 of each event, 32 bytes each, in the order of event_ids';
comment on column audit_seal.mac is 'made with a key that is not in the database';

-- One row, once retention has removed seals: with which one the history begins since then.
create table audit_beginning (
    seal_number  bigint      not null,
    previous_mac bytea       not null,
    removed_at   timestamptz not null,
    mac          bytea       not null,
    primary key (seal_number)
);

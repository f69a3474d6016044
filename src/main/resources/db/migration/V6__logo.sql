-- The picture that an operator has put here for a client, whose logo_uri leads to it: without one there is no row. Apart from
-- table client, which is read far more often.
create table client_logo (
    client_id  text        not null references client,
    media_type text        not null check (media_type in ('image/png', 'image/jpeg')),
    width      integer     not null check (width > 0),
    height     integer     not null check (height > 0),
    content    bytea       not null,
    digest     bytea       not null check (octet_length(digest) = 32),
    stored_at  timestamptz not null,
    primary key (client_id)
);
comment on column client_logo.content is 'as this service has encoded it, never the bytes that were sent';
comment on column client_logo.digest is 'SHA-256 of content; the URL has a part of it';
-- Pictures are compressed already.
alter table client_logo alter column content set storage external;

-- When clients and their secrets were last of use, written in batches. Apart from table client, whose rows are large and whose
-- indexes are many: here a new time is a small change in place.
create table client_use (
    client_id    text        not null,
    last_used_at timestamptz not null,
    primary key (client_id)
) with (fillfactor = 70);
create index client_use_by_time on client_use (last_used_at);

create table secret_use (
    client_id        text        not null,
    secret_id        text        not null,
    last_verified_at timestamptz not null,
    primary key (client_id, secret_id)
) with (fillfactor = 70);

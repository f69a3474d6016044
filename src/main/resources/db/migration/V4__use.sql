-- When clients and their secrets were last of use, written in batches. Apart from table client, whose rows are large and whose
-- indexes are many: here a new time is a small change in place. Each client has a row from its registration until it is erased,
-- so that those that were never used are found by the same index as those that have not been used for long.
create table client_use (
    client_id    text        not null,
    last_used_at timestamptz not null default '-infinity',
    primary key (client_id)
) with (fillfactor = 70);
comment on column client_use.last_used_at is '-infinity: never';

insert into client_use (client_id) select client_id from client where state <> 'DELETED' or deleted_at is not null;
create index client_use_by_time on client_use (last_used_at);

-- For every writer of clients alike; one that is brought back by hand has its row still.
create function client_use_begins() returns trigger language plpgsql as $$
begin
    insert into client_use (client_id) select client_id from added on conflict do nothing;
    return null;
end $$;
create trigger client_use_begins after insert on client
    referencing new table as added for each statement execute function client_use_begins();

create table secret_use (
    client_id        text        not null references client_use on delete cascade,
    secret_id        text        not null,
    last_verified_at timestamptz not null,
    primary key (client_id, secret_id)
) with (fillfactor = 70);

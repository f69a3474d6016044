-- The feed of changed clients (decision 0018). Ids of events are not in the order in which transactions end; with the id of its
-- transaction, an event is shown once no earlier transaction is under way. Not part of what is sealed: it has a meaning in this
-- cluster alone. Events from before have none, and nobody asks for them.
alter table audit_event add column transaction_id xid8;
alter table audit_event alter column transaction_id set default pg_current_xact_id();
comment on column audit_event.transaction_id is 'that wrote the event; null for events from before there was a feed';

create index audit_event_change on audit_event (transaction_id, event_id)
    where target_type = 'client' and transaction_id is not null;

-- One row, once retention has removed changes of clients: the last one of them in the order of the feed.
create table change_horizon (
    only_row       boolean     not null default true check (only_row),
    origin         text        not null,
    transaction_id xid8        not null,
    event_id       bigint      not null,
    at             timestamptz not null,
    primary key (only_row)
);
comment on column change_horizon.origin is 'in which table of which cluster that order is';

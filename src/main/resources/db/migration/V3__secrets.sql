-- The secrets of a client are told apart by an id.
update client
    set secrets = (
        select jsonb_agg(secret || jsonb_build_object('id', left(replace(gen_random_uuid()::text, '-', ''), 16)) order by position)
        from jsonb_array_elements(secrets) with ordinality as each (secret, position))
    where jsonb_array_length(secrets) > 0;

-- 100,000 clients as they might be after a year, each property drawn for itself: one in ten native and public, few
-- disabled, one in twenty deleted, 200 kinds of software, 40 owners with few clients and one with many.
insert into client (client_id, state, origin, metadata, secrets, registration_token_hash, owner, issued_at, updated_at,
    deleted_at, version)
select id,
    case when deleted then 'DELETED' when life >= 997 then 'DISABLED' else 'ACTIVE' end,
    case when start < 40 then 'ADMIN' when start < 200 then 'TOKEN' else 'OPEN' end,
    case when deleted and life % 10 > 0 then '{}' else
        jsonb_build_object(
            'client_name', company || ' ' || product || ' ' || n,
            'client_uri', 'https://' || host || '/',
            'contacts', jsonb_build_array('ops' || n % 5000 || '@' || lower(company) || '.example'),
            'redirect_uris', case
                when native then jsonb_build_array(
                    'com.example.app' || uris % 97 || ':/callback', 'http://127.0.0.1/callback')
                when uris < 100 then jsonb_build_array(
                    'https://' || host || '/callback', 'https://' || host || '/silent?mode=renew',
                    'https://staging.' || host || ':8443/callback')
                else jsonb_build_array('https://' || host || '/callback') end,
            'application_type', case when native then 'native' else 'web' end,
            'token_endpoint_auth_method', case
                when native then 'none' when uris > 890 then 'private_key_jwt' else 'client_secret_basic' end,
            'grant_types', case
                when grants < 40 and not native then '["client_credentials"]'::jsonb
                when grants < 400 then '["authorization_code", "refresh_token"]'
                else '["authorization_code"]' end,
            'response_types', '["code"]'::jsonb,
            'subject_type', 'public',
            'id_token_signed_response_alg', 'RS256',
            'require_auth_time', false,
            'frontchannel_logout_session_required', false,
            'backchannel_logout_session_required', false,
            'tls_client_certificate_bound_access_tokens', false,
            'use_mtls_endpoint_aliases', false,
            'dpop_bound_access_tokens', false,
            'require_pushed_authorization_requests', false,
            'require_signed_request_object', false,
            'introspection_signed_response_alg', 'RS256')
        || case when names < 150 then jsonb_build_object('client_name#fr', 'Application ' || product || ' de ' || company)
            else '{}' end
        || case when software < 250 then jsonb_build_object('software_id', 'software-' || n % 200)
            else '{}' end
    end,
    case when deleted then '[]' else jsonb_build_array(jsonb_build_object(
        'form', 'SEALED', 'value', repeat(md5(n::text), 4), 'created_at', 1735689600)) end,
    case when not deleted then sha256(n::text::bytea) end,
    case when start < 20 then 'team-' || n % 40 when start < 40 then 'big-team' end,
    at, at + (n % 90) * interval '1 hour',
    case when deleted and life % 10 = 0 then at + interval '2 days' end,
    0
from (
    select *, life < 50 as deleted, uris between 100 and 199 as native,
        (array['Acme', 'Globex', 'Initech', 'Umbrella', 'Hooli', 'Stark', 'Wayne', 'Wonka', 'Cyberdyne', 'Tyrell'])
            [1 + names % 10] as company,
        (array['Portal', 'Shop', 'Mobile', 'Reports', 'Console', 'Billing', 'Calendar', 'Wiki', 'Chat', 'Drive', 'Vault'])
            [1 + names % 11] as product,
        case when hosts < 500 then 'app' || n || '.customers.example.org'
            else 'app.tenant' || n % 1500 || '.example.com' end as host
    from (
        select n, md5(n::text) as id, timestamptz '2025-01-01T00:00:00Z' + n * interval '5 minutes' as at,
            abs(hashint4extended(n, 1)) % 1000 as life, abs(hashint4extended(n, 2)) % 1000 as start,
            abs(hashint4extended(n, 3)) % 1000 as uris, abs(hashint4extended(n, 4)) % 1000 as grants,
            abs(hashint4extended(n, 5)) % 1000 as names, abs(hashint4extended(n, 6)) % 1000 as software,
            abs(hashint4extended(n, 7)) % 1000 as hosts
        from generate_series(1, 100000) n
    ) numbers
) drawn;
-- One in ten was never used, the others some days or months after their registration.
update client_use
set last_used_at = issued_at + (abs(hashtextextended(client_use.client_id, 8)) % 4000) * interval '1 hour'
from client
where client_use.client_id = client.client_id and abs(hashtextextended(client_use.client_id, 9)) % 10 > 0;
analyze client;
analyze client_use;

// Registers clients at a running service with the libraries that applications use,
// so that what these libraries send and accept is checked, and not only what the RFCs say.
//
//   node clients.mjs http://localhost:8080
//
// The argument is what precedes /register. The service must be open to everyone, that is,
// answer a registration without an initial access token. Every client is deleted at the end.

import test, { after, describe } from 'node:test';
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import * as oauth from 'oauth4webapi';
import * as openid from 'openid-client';
import { registerClient } from '@modelcontextprotocol/sdk/client/auth.js';
import { InvalidClientMetadataError } from '@modelcontextprotocol/sdk/server/auth/errors.js';
import { OAuthClientInformationFullSchema } from '@modelcontextprotocol/sdk/shared/auth.js';

const argument = process.argv[2];
if (process.argv.length !== 3 || !URL.canParse(argument) || new URL(argument).pathname !== '/') {
  // A path is refused because the MCP SDK always falls back to /register at the top of the host.
  console.error('usage: node clients.mjs http://localhost:8080   (what precedes /register)');
  process.exit(2);
}
const base = new URL(argument).origin;
const registrationEndpoint = `${base}/register`;

const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code';

// What the service replied for each client, so that all are deleted, whichever test fails.
const replies = new Map();

after(async () => {
  for (const reply of replies.values()) {
    const { status } = await manage(reply, 'DELETE');
    assert.ok(status === 204 || status === 401, `a client is left, DELETE answered ${status}`);
  }
});

/** A service that hangs is a failure, not something to wait for. */
function fetchInTime(url, init) {
  return fetch(url, { ...init, signal: AbortSignal.timeout(5_000) });
}

/**
 * What each library is given as its fetch: it keeps the reply to a registration as the service
 * sent it, also if the library then refuses it.
 */
async function recordingFetch(url, init) {
  const response = await fetchInTime(url, init);
  if (init.method === 'POST' && response.status === 201) {
    const reply = await response.clone().json();
    replies.set(reply.client_id, reply);
  }
  return response;
}

/**
 * The causes of an error hold the reply that a library refused, secrets included, and the report
 * would print them: only the messages are kept. A ResponseBodyError holds no more than an error.
 */
function withoutReply(error) {
  if (error instanceof oauth.ResponseBodyError || error instanceof openid.ResponseBodyError) {
    return error;
  }
  const messages = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    messages.push(cause.message);
  }
  return new Error(messages.join(': '));
}

// ---------------------------------------------------------------- the libraries

/** oauth4webapi: the request and the check of its response are two calls. */
async function withOauth4webapi(metadata) {
  const server = { issuer: base, registration_endpoint: registrationEndpoint };
  const response = await oauth.dynamicClientRegistrationRequest(server, metadata, {
    [oauth.allowInsecureRequests]: true, // plain http, on loopback
    [oauth.customFetch]: recordingFetch,
  });
  try {
    return await oauth.processDynamicClientRegistrationResponse(response);
  } catch (error) {
    throw withoutReply(error);
  }
}

/** openid-client: finds the endpoint by discovery, and returns a ready Configuration. */
async function withOpenidClient(metadata) {
  const { issuer, close } = await startDiscovery();
  try {
    return await openid.dynamicClientRegistration(new URL(issuer), metadata, undefined, {
      execute: [openid.allowInsecureRequests], // plain http, on loopback
      [openid.customFetch]: recordingFetch,
    });
  } catch (error) {
    throw withoutReply(error);
  } finally {
    await close();
  }
}

/**
 * The MCP SDK: without server metadata it posts to /register. It keeps only the members of its
 * own schema, so registration_access_token is read from the reply itself.
 */
async function withMcpSdk(clientMetadata) {
  const information = await registerClient(base, { clientMetadata, fetchFn: recordingFetch });
  return { information, reply: replies.get(information.client_id) };
}

/** An authorization server that has only a discovery document, which points to the service. */
async function startDiscovery() {
  const server = createServer((request, response) => {
    if (request.url !== '/.well-known/openid-configuration') {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({
      issuer,
      registration_endpoint: registrationEndpoint,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${server.address().port}`;
  return {
    issuer,
    close: async () => {
      server.close();
      server.closeAllConnections(); // fetch keeps its connection open
      await once(server, 'close');
    },
  };
}

// ---------------------------------------------------------------- RFC 7592, with fetch

/** A request to the client configuration endpoint of a registered client. */
function manage(reply, method, { path = '', body } = {}) {
  return fetchInTime(reply.registration_client_uri + path, {
    method,
    headers: {
      authorization: `Bearer ${reply.registration_access_token}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    body: body && JSON.stringify(body),
  });
}

/** An update must not repeat what the service alone decides (RFC 7592, 2.2). */
function withoutServerMembers(reply) {
  const {
    registration_access_token, registration_client_uri,
    client_secret_expires_at, client_id_issued_at,
    ...metadata
  } = reply;
  return metadata;
}

/** Fails without the values, because these are secrets and the report is printed. */
function assertSecret(value, name) {
  assert.ok(typeof value === 'string' && value.length >= 32, `${name} is missing or too short`);
}

function assertManageable(reply) {
  assert.ok(URL.canParse(reply.registration_client_uri), 'registration_client_uri is not a URL');
  assertSecret(reply.registration_access_token, 'registration_access_token');
}

// ---------------------------------------------------------------- the tests

describe('oauth4webapi', () => {
  test('registers a confidential web client', async () => {
    const reply = await withOauth4webapi({
      client_name: 'Web application',
      redirect_uris: ['https://app.example/callback'],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'client_secret_basic',
    });

    assertSecret(reply.client_secret, 'client_secret');
    assert.equal(reply.client_secret_expires_at, 0);
    assert.equal(reply.client_name, 'Web application');
    assert.equal(reply.application_type, 'web');
    assert.equal(reply.token_endpoint_auth_method, 'client_secret_basic');
    assert.deepEqual(reply.redirect_uris, ['https://app.example/callback']);
    assert.deepEqual(reply.grant_types, ['authorization_code', 'refresh_token']);
    assertManageable(reply);
  });

  test('registers a public client, which gets no secret', async () => {
    const reply = await withOauth4webapi({
      client_name: 'Single-page application',
      redirect_uris: ['https://spa.example/callback'],
      token_endpoint_auth_method: 'none',
    });

    assert.equal(reply.token_endpoint_auth_method, 'none');
    assert.ok(!('client_secret' in reply), 'a public client got a secret');
    assert.ok(!('client_secret_expires_at' in reply), 'an expiry without a secret');
    assertManageable(reply);
  });

  test('reports a refused redirect URI as its ResponseBodyError', async () => {
    await assert.rejects(
      withOauth4webapi({ redirect_uris: ['https://app.example/callback#fragment'] }),
      (error) => {
        assert.ok(error instanceof oauth.ResponseBodyError, `not a ResponseBodyError: ${error}`);
        assert.equal(error.status, 400);
        assert.equal(error.error, 'invalid_redirect_uri');
        assert.match(error.error_description, /redirect_uris\[0\].*fragment/);
        return true;
      },
    );
  });
});

describe('openid-client', () => {
  test('registers after discovery, and its Configuration is ready for use', async () => {
    const redirectUri = 'https://app.example/callback';
    const config = await withOpenidClient({
      client_name: 'OpenID relying party',
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: 'client_secret_post', // what it uses when told nothing else
    });

    const metadata = config.clientMetadata();
    assertSecret(metadata.client_secret, 'client_secret');
    assert.equal(metadata.client_secret_expires_at, 0);
    assert.equal(metadata.client_name, 'OpenID relying party');
    assert.equal(metadata.token_endpoint_auth_method, 'client_secret_post');
    assert.deepEqual(metadata.redirect_uris, [redirectUri]);
    assert.deepEqual(metadata.grant_types, ['authorization_code', 'refresh_token']);
    assert.deepEqual(metadata.response_types, ['code']); // the default, filled in by the service
    assertManageable(metadata);

    const url = openid.buildAuthorizationUrl(config, { redirect_uri: redirectUri, scope: 'openid' });
    assert.equal(url.searchParams.get('client_id'), metadata.client_id);
  });

  test('reports a refused redirect URI as its ResponseBodyError', async () => {
    await assert.rejects(
      withOpenidClient({ redirect_uris: ['http://app.example/callback'] }),
      (error) => {
        assert.ok(error instanceof openid.ResponseBodyError, `not a ResponseBodyError: ${error}`);
        assert.equal(error.error, 'invalid_redirect_uri');
        assert.match(error.error_description, /redirect_uris\[0\].*https/);
        return true;
      },
    );
  });
});

describe('@modelcontextprotocol/sdk', () => {
  test('registers a public client with loopback redirects at the fallback /register', async () => {
    const redirectUris = ['http://127.0.0.1:33418/callback', 'http://localhost'];
    const { information, reply } = await withMcpSdk({
      client_name: 'MCP client',
      // Such clients send an empty address. The SDK refuses a reply that repeats it.
      client_uri: '',
      redirect_uris: redirectUris,
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    });

    assert.equal(information.client_name, 'MCP client');
    assert.equal(information.token_endpoint_auth_method, 'none');
    assert.deepEqual(information.redirect_uris, redirectUris);
    assert.deepEqual(information.grant_types, ['authorization_code', 'refresh_token']);
    assert.ok(!('client_uri' in reply), 'the empty client_uri came back');
    assert.ok(!('client_secret' in reply), 'a public client got a secret');
    assert.ok(OAuthClientInformationFullSchema.safeParse(reply).success);
    assertManageable(reply);
  });

  test('registers an editor like VS Code, without the device code grant it asks for', async () => {
    const redirectUris = [
      'https://insiders.vscode.dev/redirect',
      'https://vscode.dev/redirect',
      'http://127.0.0.1/',
      'http://127.0.0.1:33418/',
    ];
    const { information, reply } = await withMcpSdk({
      client_name: 'Visual Studio Code',
      client_uri: 'https://code.visualstudio.com',
      redirect_uris: redirectUris,
      grant_types: ['authorization_code', 'refresh_token', DEVICE_CODE],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    });

    // The device code grant needs an initial access token. A client that asks for it besides
    // others is registered with these others, and reads in the reply what it got.
    assert.deepEqual(information.grant_types, ['authorization_code', 'refresh_token']);
    // Byte for byte: an authorization server compares redirect URIs as strings.
    assert.deepEqual(information.redirect_uris, redirectUris);
    assert.equal(information.client_uri, 'https://code.visualstudio.com');
    assert.ok(OAuthClientInformationFullSchema.safeParse(reply).success);
    assertManageable(reply);
  });

  test('reports refused metadata as its InvalidClientMetadataError', async () => {
    await assert.rejects(
      withMcpSdk({ redirect_uris: ['http://127.0.0.1:33418/callback'], grant_types: [DEVICE_CODE] }),
      (error) => {
        assert.ok(error instanceof InvalidClientMetadataError, `another error: ${error}`);
        assert.match(error.message, /grant_types\[0\]/);
        return true;
      },
    );
  });
});

// None of these libraries manages a client after it registered it, so fetch does.
describe('a registered client is read, updated, given a new secret and deleted', () => {
  const metadata = {
    client_name: 'Before',
    redirect_uris: ['https://app.example/callback'],
    grant_types: ['authorization_code'],
    token_endpoint_auth_method: 'client_secret_basic',
  };
  const libraries = {
    'oauth4webapi': withOauth4webapi,
    'openid-client': async (wanted) => (await withOpenidClient(wanted)).clientMetadata(),
    '@modelcontextprotocol/sdk': async (wanted) => (await withMcpSdk(wanted)).reply,
  };

  for (const [library, register] of Object.entries(libraries)) {
    test(`registered with ${library}`, async () => {
      // The token may change with each reply (RFC 7592, 3), so the newest reply is the one to use.
      let client = await register(metadata);
      const { client_id: clientId, client_secret: firstSecret } = client;

      const read = await manage(client, 'GET');
      assert.equal(read.status, 200);
      client = await read.json();
      assert.equal(client.client_id, clientId);
      assert.equal(client.client_name, 'Before');

      const updated = await manage(client, 'PUT', {
        body: { ...withoutServerMembers(client), client_name: 'After' },
      });
      assert.equal(updated.status, 200);
      client = await updated.json();
      assert.equal(client.client_id, clientId);
      assert.equal(client.client_name, 'After');
      assert.deepEqual(client.redirect_uris, metadata.redirect_uris);
      assert.ok(client.client_secret === firstSecret, 'an update changed the secret');

      const rotated = await manage(client, 'POST', { path: '/secret' });
      assert.equal(rotated.status, 201);
      client = await rotated.json();
      assert.equal(client.client_id, clientId);
      assertSecret(client.client_secret, 'client_secret');
      assert.ok(client.client_secret !== firstSecret, 'the secret is still the same');

      const deleted = await manage(client, 'DELETE');
      assert.equal(deleted.status, 204);

      const gone = await manage(client, 'GET');
      assert.equal(gone.status, 401);
      assert.match(gone.headers.get('www-authenticate'), /^Bearer .*error="invalid_token"/);
    });
  }
});

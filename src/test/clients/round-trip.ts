// What docs/clients.md says of TypeScript, done: a client with types that are generated from the contract registers,
// reads, updates, rotates its secret and deletes, and an operator's client follows what happens.
//
//   node generated/round-trip.js http://localhost:8080 key_...
//
// It is checked by tsc --strict before it runs: a change of the contract that breaks such a client breaks the build.

import createClient from 'openapi-fetch';
import type { components, paths } from './generated/registrar.js';

declare const process: { argv: string[] };

const [base, accessKey] = process.argv.slice(2);
if (base === undefined || accessKey === undefined) {
  throw new Error('usage: node generated/round-trip.js http://localhost:8080 key_...');
}

const redirectUris = ['https://client.example.org/cb'];

function clientWith(token?: string) {
  return createClient<paths>({
    baseUrl: base!,
    ...(token === undefined ? {} : { headers: { Authorization: `Bearer ${token}` } }),
  });
}

function expect(condition: boolean, what: string): asserts condition {
  if (!condition) {
    throw new Error(what);
  }
}

/** The data of a reply that has some; a refusal is an error of the contract's one form. */
function dataOf<T>(reply: { data?: T; error?: components['schemas']['Error']; response: Response }): T {
  expect(reply.data !== undefined, `${reply.response.status}: ${reply.error?.error_description}`);
  return reply.data;
}

const operator = clientWith(accessKey);
const start = dataOf(await operator.GET('/clients/changes'));
expect(start.changes.length === 0, 'no changes before one has begun to follow');

// A client by itself.
const metadata: components['schemas']['ClientMetadata'] = {
  client_name: 'Generated',
  'client_name#fr': 'Produit',
  redirect_uris: redirectUris,
};
const registered = dataOf(await clientWith().POST('/register', { body: metadata }));
expect(registered.client_name === 'Generated', 'the name is registered');
expect(registered['client_name#fr'] === 'Produit', 'and the name in another language');
expect(registered.registration_access_token !== undefined, 'there is a registration access token');

const self = clientWith(registered.registration_access_token);
const params = { path: { client_id: registered.client_id } };
const read = await self.GET('/register/{client_id}', { params });
expect(JSON.stringify(read.data) === JSON.stringify(registered), 'reads what was registered');

const etag = read.response.headers.get('ETag')!;
const update = {
  params: { ...params, header: { 'If-Match': etag } },
  body: { client_id: registered.client_id, client_name: 'Generated anew', redirect_uris: redirectUris },
};
expect(dataOf(await self.PUT('/register/{client_id}', update)).client_name === 'Generated anew', 'updates');
const late = await self.PUT('/register/{client_id}', update);
expect(late.response.status === 412 && late.error !== undefined, 'a late update is refused');

const rotated = dataOf(await self.POST('/register/{client_id}/secret', { params, body: { overlap_seconds: 60 } }));
expect(rotated.client_secret !== undefined && rotated.client_secret !== registered.client_secret, 'rotates');

// The same client in the hands of an operator.
const patched = await operator.PATCH('/admin/clients/{client_id}', { params, body: { owner: 'team' } });
expect(dataOf(patched).owner === 'team' && patched.data?.client_name === 'Generated anew', 'patches');

expect((await self.DELETE('/register/{client_id}', { params })).response.status === 204, 'deletes');
const gone = await self.GET('/register/{client_id}', { params });
expect(gone.error?.error === 'invalid_token', 'is gone');

const followed = dataOf(
  await operator.GET('/clients/changes', { params: { query: { after: start.next, wait: 10, limit: 1000 } } }),
);
expect(
  followed.changes.some((change) => change.client_id === registered.client_id),
  'the changes are in the feed',
);
console.log('the round trip is done');

// A small authorization server, npm's oidc-provider, whose clients are those of a client-registrar: see README.md.
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { Provider } from 'oidc-provider'
import MemoryAdapter from 'oidc-provider/lib/adapters/memory_adapter.js'
import { Registry } from './registry.mjs'

const port = Number(process.env.PORT ?? 3000)
const issuer = process.env.ISSUER ?? `http://localhost:${port}`
const registry = new Registry(process.env.REGISTRY ?? 'http://localhost:8080', process.env.REGISTRY_KEY)

/**
 * The library wants a secret with each client that has one. Where the secret is but compared, nobody needs to know it: it
 * is verified by the registry, and this stands in its place.
 */
const UNKNOWN = randomBytes(48).toString('base64url')

class Clients {
  async find(clientId) {
    const client = await registry.find(clientId)
    return client && { client_secret: UNKNOWN, ...client }
  }
}

function signingKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' }
}

/** What operators say of a client's consent: false means that its users are never asked. */
async function loadExistingGrant(ctx) {
  const { client, session, provider, requestParamOIDCScopes } = ctx.oidc
  const given = ctx.oidc.result?.consent?.grantId
  const grantId = given ?? (client.reuse_consent ? session.grantIdFor(client.clientId) : undefined)
  const grant = grantId && (await provider.Grant.find(grantId))
  if (client.require_consent) {
    return grant
  }
  const { clientId } = client
  const granted = grant ?? new provider.Grant({ clientId, accountId: session.accountId })
  granted.addOIDCScope([...requestParamOIDCScopes].join(' ')) // to those that it has
  await granted.save()
  return granted
}

const provider = new Provider(issuer, {
  adapter: (model) => (model === 'Client' ? new Clients() : new MemoryAdapter(model)),
  clientAuthMethods: [
    'client_secret_basic',
    'client_secret_post',
    'client_secret_jwt',
    'private_key_jwt',
    'none',
  ],
  extraClientMetadata: { properties: ['require_consent', 'reuse_consent'] },
  loadExistingGrant,
  sectorIdentifierUriValidate: () => false, // the registry did
  jwks: { keys: [signingKey()] }, // new with each start: keep one, in earnest
  cookies: { keys: [randomBytes(32).toString('base64url')] },
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: true }, // pages that let in whoever says a name: for the example alone
  },
})

provider.Client.prototype.compareClientSecret = function compareClientSecret(presented) {
  const method = Provider.ctx.headers.authorization ? 'client_secret_basic' : 'client_secret_post'
  return registry.verify(this.clientId, method, presented)
}
provider.on('server_error', (ctx, error) => console.error(error))

provider.listen(port, 'localhost', () => console.log(`the authorization server is ready: ${issuer}`))

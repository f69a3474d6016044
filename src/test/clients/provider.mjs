// An OpenID provider on a port of this machine, for the tests of operators' tokens: node provider.mjs <port> <secret>.
// Its one client gets JWT access tokens (RFC 9068) for the audience that it names as resource (RFC 8707).
import { generateKeyPair, exportJWK } from 'jose'
import { Provider } from 'oidc-provider'

const [port, secret] = process.argv.slice(2)

async function key(alg, kid) {
  const { privateKey } = await generateKeyPair(alg, { extractable: true })
  return { ...(await exportJWK(privateKey)), alg, kid, use: 'sig' }
}

const provider = new Provider(`http://localhost:${port}`, {
  clients: [
    {
      client_id: 'pipeline',
      client_secret: secret,
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    },
  ],
  jwks: { keys: [await key('RS256', 'one'), await key('ES256', 'two')] },
  scopes: ['registrar:admin', 'registrar:look'],
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: (ctx, resource) => ({
        audience: resource,
        scope: 'registrar:admin registrar:look',
        accessTokenFormat: 'jwt',
        accessTokenTTL: 60,
        jwt: { sign: { alg: resource.endsWith('/es256') ? 'ES256' : 'RS256' } },
      }),
    },
  },
})

provider.listen(Number(port), 'localhost', () => console.log('the provider is ready'))

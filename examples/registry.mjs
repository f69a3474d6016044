// The two calls of an authorization server at client-registrar: look a client up, have its secret verified.

/** So that strangers who make identifiers up do not fill the memory. */
const MOST_KEPT = 1000

/** What cannot stand in a path for a client, and so is the identifier of none (RFC 3986 section 3.3). */
const NO_SEGMENT = /^\.{0,2}$/

export class Registry {
  #base
  #key
  #kept = new Map() // by client_id: { client, etag, until }

  /**
   * @param base the address of the service, such as http://localhost:8080
   * @param key an access key with the scopes clients:lookup, clients:verify and secrets:read
   */
  constructor(base, key) {
    this.#base = base.replace(/\/$/, '')
    this.#key = key
  }

  /** The client, or undefined for one that is to be refused: never issued, deleted or disabled. */
  async find(clientId) {
    if (NO_SEGMENT.test(clientId)) {
      return undefined
    }
    const kept = this.#kept.get(clientId)
    if (kept && Date.now() < kept.until) {
      return kept.client
    }
    const response = await this.#fetch(clientId, '', {
      headers: kept?.etag ? { 'If-None-Match': kept.etag } : {},
    })
    if (![200, 304, 404, 410].includes(response.status)) {
      throw new Error(`the client registry answered ${response.status}`)
    }
    const client = response.status === 304 ? kept.client : await this.#told(response)
    this.#keep(clientId, client, response)
    return client
  }

  async #told(response) {
    const body = await response.json()
    if (response.status === 200) {
      return body.state === 'active' ? body : undefined
    }
    if (!['unknown_client', 'deleted_client'].includes(body.error)) {
      throw new Error(`the client registry has no such path: ${response.status}`)
    }
    return undefined
  }

  /** As long as Cache-Control says (RFC 9111 section 5.2.2): with no-cache it is kept, and asked for each time. */
  #keep(clientId, client, response) {
    this.#kept.delete(clientId)
    const directives = response.headers.get('Cache-Control') ?? 'no-store'
    if (directives.includes('no-store')) {
      return
    }
    const maxAge = Number(/max-age=(\d+)/.exec(directives)?.[1] ?? 0)
    const etag = response.headers.get('ETag')
    if (etag || maxAge > 0) {
      this.#kept.set(clientId, { client, etag, until: Date.now() + maxAge * 1000 })
    }
    if (this.#kept.size > MOST_KEPT) {
      this.#kept.delete(this.#kept.keys().next().value) // the one that was asked for the longest time ago
    }
  }

  /**
   * Whether a secret is one of the client's own, which may have several for a while.
   *
   * @param method client_secret_basic or client_secret_post, as it was presented
   */
  async verify(clientId, method, secret) {
    const response = await this.#fetch(clientId, '/verify', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ method, client_secret: secret }),
    })
    if (response.status === 400) {
      return false // no secret can be so: too long, or with characters that none has
    }
    if (response.status !== 200) {
      throw new Error(`the client registry answered ${response.status}`)
    }
    const verdict = await response.json()
    if (!verdict.active) {
      console.log(`client ${JSON.stringify(clientId)} is refused: ${verdict.reason}`)
    }
    return verdict.active
  }

  #fetch(clientId, path, { headers, ...options }) {
    return fetch(`${this.#base}/clients/${encodeURIComponent(clientId)}${path}`, {
      ...options,
      headers: { ...headers, Authorization: `Bearer ${this.#key}` },
      signal: AbortSignal.timeout(5000),
    })
  }
}

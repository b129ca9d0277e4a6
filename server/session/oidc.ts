import * as client from 'openid-client'
import { type Env, isLoopback } from '../env.ts'

/** What must come back unchanged from the provider; kept by the browser that went there. */
export type Errand = { state: string; nonce: string; verifier: string; to: string }

const timeoutSeconds = 10

/** Sign-in through the OpenID provider of the settings (authorization code with PKCE); undefined where none is set. */
export function createOidc({ FANGCUN_OIDC_ISSUER: issuer, FANGCUN_OIDC_CLIENT_ID: id, FANGCUN_OIDC_CLIENT_SECRET: secret }: Env) {
  if (issuer === undefined || id === undefined || secret === undefined) return undefined
  const url = new URL(issuer)
  // Plain http is for a provider on this machine, as in tests.
  const execute = url.protocol === 'http:' && isLoopback(url.hostname) ? [client.allowInsecureRequests] : []
  let known: Promise<client.Configuration> | undefined
  /** Asked when first needed, and again after a failure: a provider that is away must not keep the server from starting. */
  const discover = () => {
    known ??= client.discovery(url, id, secret, undefined, { execute, timeout: timeoutSeconds }).catch((error: unknown) => {
      known = undefined
      throw error
    })
    return known
  }
  return {
    /** Where to send the browser, what it must bring back, and where it goes on (`to`). */
    async begin(callback: string, to: string): Promise<{ provider: string; errand: Errand }> {
      const errand = { to, state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() }
      const address = client.buildAuthorizationUrl(await discover(), {
        redirect_uri: callback, scope: 'openid', state: errand.state, nonce: errand.nonce, code_challenge: await client.calculatePKCECodeChallenge(errand.verifier), code_challenge_method: 'S256',
      })
      return { provider: address.href, errand }
    },
    /** The subject that the provider vouches for. Throws where answer and errand do not belong together or the provider refuses. */
    async finish(answer: URL, { state, nonce, verifier }: Errand): Promise<string> {
      const tokens = await client.authorizationCodeGrant(await discover(), answer, { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true })
      const subject = tokens.claims()?.sub
      if (!subject) throw new Error('The provider names no subject.')
      return subject
    },
  }
}

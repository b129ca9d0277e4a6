import { createHash, randomBytes } from 'node:crypto'

/** What a host asked for when it refused: kept by origin, so that not every piece is asked for twice. */
export type Challenge = { scheme: 'basic' } | { scheme: 'digest'; realm: string; nonce: string; opaque: string | undefined; algorithm: string; hash: 'md5' | 'sha256'; withQop: boolean; count: number }

const parameter = (text: string, name: string) => new RegExp(`(?:^|[\\s,])${name}\\s*=\\s*(?:"([^"]*)"|([^\\s,]+))`, 'i').exec(text)?.slice(1).find((part) => part !== undefined)
const hashes: Record<string, 'md5' | 'sha256'> = { md5: 'md5', 'sha-256': 'sha256' }

/** The strongest scheme of a `WWW-Authenticate` that is spoken here; undefined: none. */
export function challengeOf(header: string | undefined): Challenge | undefined {
  if (!header) return undefined
  const digests = header.split(/(?=\bdigest\s)/i).filter((part) => /^digest\s/i.test(part)).flatMap((part): Challenge[] => {
    const algorithm = parameter(part, 'algorithm') ?? 'MD5'
    const [hash, realm, nonce, qop] = [hashes[algorithm.toLowerCase()], parameter(part, 'realm'), parameter(part, 'nonce'), parameter(part, 'qop')]
    if (!hash || realm === undefined || nonce === undefined || (qop !== undefined && !/\bauth\b(?!-)/i.test(qop))) return []
    return [{ scheme: 'digest', realm, nonce, opaque: parameter(part, 'opaque'), algorithm, hash, withQop: qop !== undefined, count: 0 }]
  })
  return digests.find((each) => each.scheme === 'digest' && each.hash === 'sha256') ?? digests[0] ?? (/\bbasic\b/i.test(header) ? { scheme: 'basic' } : undefined)
}

const quoted = (text: string) => `"${text.replace(/["\\\r\n]/g, '')}"`

/** `Authorization` for one question (RFC 7617, RFC 7616). `clientNonce` is random, given in tests. */
export function authorizationOf(challenge: Challenge, credentials: string, { method = 'GET', uri, clientNonce = randomBytes(12).toString('hex') }: { method?: string; uri: string; clientNonce?: string }): string {
  if (challenge.scheme === 'basic') return `Basic ${Buffer.from(credentials, 'utf8').toString('base64')}`
  const hash = (text: string) => createHash(challenge.hash).update(text).digest('hex')
  const [user, password] = [credentials.slice(0, credentials.indexOf(':')), credentials.slice(credentials.indexOf(':') + 1)]
  const count = (++challenge.count).toString(16).padStart(8, '0')
  const who = hash(`${user}:${challenge.realm}:${password}`)
  const what = hash(`${method}:${uri}`)
  const response = hash(challenge.withQop ? `${who}:${challenge.nonce}:${count}:${clientNonce}:auth:${what}` : `${who}:${challenge.nonce}:${what}`)
  const said = [`username=${quoted(user)}`, `realm=${quoted(challenge.realm)}`, `nonce=${quoted(challenge.nonce)}`, `uri=${quoted(uri)}`, `response="${response}"`, `algorithm=${challenge.algorithm}`]
  if (challenge.withQop) said.push('qop=auth', `nc=${count}`, `cnonce="${clientNonce}"`)
  if (challenge.opaque !== undefined) said.push(`opaque=${quoted(challenge.opaque)}`)
  return `Digest ${said.join(', ')}`
}

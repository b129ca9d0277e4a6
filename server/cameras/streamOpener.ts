import type { Contacts } from '../contacts.ts'
import { authorizationOf, type Challenge, challengeOf } from './streamAuth.ts'
import { StreamFault } from './streamFault.ts'
import { type Fetched, fetchStream, type FetchLimits } from './streamFetch.ts'
import type { StreamHosts } from './streamHosts.ts'
import type { Watched } from './streamProxy.ts'

const mostChallenges = 1_000

/** What credentials are sealed for: those of one camera do not open at another. */
export const secretOf = (cameraId: number): string => `camera-stream:${cameraId}`

/** Asks a judged address as the camera's user, where the host wants one. @throws StreamFault from what it answers with */
export function createStreamOpener(hosts: StreamHosts, contacts: Contacts) {
  const challenges = new Map<string, Challenge>()

  /** Credentials go to the places that they were entered for and nowhere else. */
  const credentialsFor = (url: URL, { cameraId, stored: { secret, secretKeyId, streamUrl, snapshotUrl } }: Watched): string | undefined => {
    if (!secret || !secretKeyId || ![streamUrl, snapshotUrl].some((known) => known !== null && new URL(known).origin === url.origin)) return undefined
    const opened = contacts.open({ sealed: secret, keyId: secretKeyId }, secretOf(cameraId))
    if (opened === undefined) throw new StreamFault('unauthorized')
    return opened
  }

  return async (url: URL, watched: Watched, most: FetchLimits, headers: Record<string, string> = {}): Promise<Fetched> => {
    const credentials = credentialsFor(url, watched)
    const uri = `${url.pathname}${url.search}`
    const ask = (challenge: Challenge | undefined) =>
      fetchStream(url, { hosts, limits: most, signal: watched.signal, headers: { ...headers, ...(challenge && credentials ? { authorization: authorizationOf(challenge, credentials, { uri }) } : {}) } })
    let answer = await ask(challenges.get(url.origin))
    if (answer.status === 401 && credentials) {
      await answer.body.return(undefined)
      const challenge = challengeOf(answer.headers['www-authenticate'])
      if (!challenge) throw new StreamFault('unauthorized')
      if (challenges.size >= mostChallenges) challenges.clear()
      challenges.set(url.origin, challenge)
      answer = await ask(challenge)
    }
    if (answer.status === 200 || answer.status === 206) return answer
    await answer.body.return(undefined)
    throw new StreamFault(answer.status === 401 || answer.status === 403 ? 'unauthorized' : 'status')
  }
}

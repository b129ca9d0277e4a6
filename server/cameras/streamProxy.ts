import { imageHeader } from '../../geodata/format/imageHeader.ts'
import type { Contacts } from '../contacts.ts'
import type { StoredStream } from '../queries/cameraStream.ts'
import { rewritePlaylist } from './rewritePlaylist.ts'
import { authorizationOf, type Challenge, challengeOf } from './streamAuth.ts'
import { StreamFault } from './streamFault.ts'
import { type Fetched, fetchStream, type FetchLimits, wholeOf } from './streamFetch.ts'
import type { StreamHosts } from './streamHosts.ts'
import type { StreamPart, StreamParts } from './streamParts.ts'

const limits = {
  playlist: { startMs: 5_000, totalMs: 8_000, bytes: 1_048_576 },
  snapshot: { startMs: 5_000, totalMs: 10_000, bytes: 8_388_608 },
  bytes: { startMs: 5_000, totalMs: 30_000, bytes: 33_554_432 },
} satisfies Record<string, FetchLimits>
const longestAddress = 2_000
const mostChallenges = 1_000

/** What is asked: the camera and its addresses as the database gave them for a look, and when the browser goes away. */
export type Watched = { cameraId: number; look: string; stored: StoredStream; signal: AbortSignal }
export type Snapshot = { type: string; bytes: Buffer }
export type StreamProxy = ReturnType<typeof createStreamProxy>

/** Fetches pictures of cameras for browsers, which are told no address. @throws StreamFault from all that it offers */
export function createStreamProxy({ hosts, contacts, parts }: { hosts: StreamHosts; contacts: Contacts; parts: StreamParts }) {
  const challenges = new Map<string, Challenge>()
  const boundTo = ({ cameraId, stored }: Watched) => `${cameraId} ${stored.version}`

  /** Credentials go to the places that they were entered for and nowhere else. */
  const credentialsFor = (url: URL, { cameraId, stored: { secret, secretKeyId, streamUrl, snapshotUrl } }: Watched): string | undefined => {
    if (!secret || !secretKeyId || ![streamUrl, snapshotUrl].some((known) => known !== null && new URL(known).origin === url.origin)) return undefined
    const opened = contacts.open({ sealed: secret, keyId: secretKeyId }, secretOf(cameraId))
    if (opened === undefined) throw new StreamFault('unauthorized')
    return opened
  }

  async function open(url: URL, watched: Watched, most: FetchLimits, headers: Record<string, string> = {}): Promise<Fetched> {
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

  async function playlist(url: URL, watched: Watched): Promise<string> {
    const text = (await wholeOf(await open(url, watched, limits.playlist))).toString('utf8')
    return rewritePlaylist(text, (reference, kind) => {
      const part = judgedPart(reference, url)
      return `/api/cameras/${watched.cameraId}/parts/${parts.name({ kind, href: part }, boundTo(watched))}?look=${watched.look}`
    })
  }
  function judgedPart(reference: string, base: URL): string {
    if (reference.length > longestAddress) throw new StreamFault('foreign')
    try {
      return hosts.judge(reference, base).href
    } catch {
      throw new StreamFault('foreign')
    }
  }

  return {
    stream: (watched: Watched): Promise<string> => playlist(hosts.judge(watched.stored.streamUrl ?? ''), watched),
    async snapshot(watched: Watched): Promise<Snapshot> {
      const bytes = await wholeOf(await open(hosts.judge(watched.stored.snapshotUrl ?? ''), watched, limits.snapshot))
      const header = imageHeader(bytes)
      if (!header) throw new StreamFault('notPicture')
      return { type: header.type, bytes }
    },
    /** Undefined for a name that was not given for these addresses of this camera. */
    part: (name: string, watched: Watched): StreamPart | undefined => parts.read(name, boundTo(watched)),
    playlistOf: ({ href }: StreamPart, watched: Watched): Promise<string> => playlist(hosts.judge(href), watched),
    bytesOf: ({ href }: StreamPart, watched: Watched, range: string | undefined): Promise<Fetched> => open(hosts.judge(href), watched, limits.bytes, range && /^bytes=\d+-\d*$/.test(range) ? { range } : {}),
  }
}

/** What credentials are sealed for: those of one camera do not open at another. */
export const secretOf = (cameraId: number): string => `camera-stream:${cameraId}`

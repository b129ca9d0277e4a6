import { imageHeader } from '../../geodata/format/imageHeader.ts'
import type { Contacts } from '../contacts.ts'
import type { StoredStream } from '../queries/cameraStream.ts'
import { rewritePlaylist } from './rewritePlaylist.ts'
import { StreamFault } from './streamFault.ts'
import { type Fetched, type FetchLimits, wholeOf } from './streamFetch.ts'
import type { StreamHosts } from './streamHosts.ts'
import { createStreamOpener } from './streamOpener.ts'
import type { StreamPart, StreamParts } from './streamParts.ts'

const limits = {
  playlist: { startMs: 5_000, totalMs: 8_000, bytes: 1_048_576 },
  snapshot: { startMs: 5_000, totalMs: 10_000, bytes: 8_388_608 },
  bytes: { startMs: 5_000, totalMs: 30_000, bytes: 33_554_432 },
} satisfies Record<string, FetchLimits>
const longestAddress = 2_000

/** What is asked: the camera and its addresses as the database gave them for a look, and when the browser goes away. */
export type Watched = { cameraId: number; look: string; stored: StoredStream; signal: AbortSignal }
export type Snapshot = { type: string; bytes: Buffer }

/** Fetches pictures of cameras for browsers, which are told no address. @throws StreamFault from all that it offers */
export function createStreamProxy({ hosts, contacts, parts }: { hosts: StreamHosts; contacts: Contacts; parts: StreamParts }) {
  const open = createStreamOpener(hosts, contacts)
  const boundTo = ({ cameraId, stored }: Watched) => `${cameraId} ${stored.version}`

  async function playlist(url: URL, watched: Watched): Promise<string> {
    const text = (await wholeOf(await open(url, watched, limits.playlist))).toString('utf8')
    return rewritePlaylist(text, (reference, kind) => {
      const part = judgedPart(reference, url)
      return `/api/cameras/${watched.cameraId}/parts/${parts.name({ kind, href: part }, boundTo(watched))}?look=${watched.look}`
    })
  }
  function judgedPart(reference: string, base: URL): string {
    let href = ''
    try {
      if (reference.length <= longestAddress) href = hosts.judge(reference, base).href
    } catch {
      throw new StreamFault('foreign')
    }
    // Also what it becomes: each playlist inside of a playlist could make it longer.
    if (!href || href.length > longestAddress) throw new StreamFault('foreign')
    return href
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

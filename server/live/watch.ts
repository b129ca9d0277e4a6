import type { Log } from '../deps.ts'
import type { Hub } from './hub.ts'

/** Who knows which sessions are good now, and with which rights; `onChange` calls back when something changed and answers how to stop that. */
export type Rights = { check(sessions: readonly string[]): Promise<Map<string, { rightsKey: string }>>; onChange(heard: () => void): () => void }

/** Expiry changes no row, so nobody tells of it: all sessions on stream are asked about in one question. */
const everyMs = 2_000

/** Closes the streams of sessions that ended or whose rights are not what they were. */
export function createWatch({ hub, rights, log }: { hub: Hub; rights: Rights; log: Log }) {
  let timer: ReturnType<typeof setInterval> | undefined
  let deaf: (() => void) | undefined
  let running = false
  let again = false

  async function once(): Promise<void> {
    const readers = hub.all()
    if (!readers.length) return
    const good = await rights.check([...new Set(readers.map(({ who }) => who.session))])
    for (const reader of readers) if (good.get(reader.who.session)?.rightsKey !== reader.who.rightsKey) reader.close()
  }

  async function look(): Promise<void> {
    again = true
    if (running) return
    running = true
    try {
      while (again) {
        again = false
        await once()
      }
    } catch (error) {
      log.warn({ error: String(error) }, 'the rights of open streams could not be read; trying again')
    } finally {
      running = false
    }
  }

  return {
    start(): void {
      deaf = rights.onChange(() => void look())
      timer = setInterval(() => void look(), everyMs)
      timer.unref()
    },
    stop(): void {
      deaf?.()
      clearInterval(timer)
    },
  }
}

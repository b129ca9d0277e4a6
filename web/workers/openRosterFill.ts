import { toRaw } from 'vue'
import type { Roster } from '../../geodata/model/roster.ts'
import type { RosterFill } from '../../geodata/roster/fillRoster.ts'

/** One question, one thread; aborting ends it. */
export function askRosterFill(roster: Roster, wanted: string[] | null, signal: AbortSignal): Promise<RosterFill> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./rosterFill.worker.ts', import.meta.url), { type: 'module', name: 'rosterFill' })
    const end = (work: () => void) => { worker.terminate(); work() }
    signal.addEventListener('abort', () => end(() => reject(new DOMException('aborted', 'AbortError'))))
    worker.onmessage = ({ data }: MessageEvent<RosterFill>) => end(() => resolve(data))
    worker.onerror = (event) => end(() => reject(new Error(event.message)))
    worker.postMessage({ roster: toRaw(roster), wanted })
  })
}

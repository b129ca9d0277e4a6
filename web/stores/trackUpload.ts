import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { GpxError, readGpx } from '../../geodata/format/gpx.ts'
import { positionClient } from '../api/deviceKeys.ts'

export type TrackFile = { name: string; fixes: number; from: string | null; to: string | null; untimed: number; fault: string | null }
/** Why a point was not taken, by what the server's sentence says (server/judgeFixes.ts). */
const reasonWords = { off: /not on shift/, zero: /\(0, 0\)/, clock: /^at: expected a time/, accuracy: /^accuracyMeters/, speed: /farther than/, twice: /two places/ } as const
export type Reason = keyof typeof reasonWords | 'other'
const reasonOf = (text: string): Reason => (Object.keys(reasonWords) as (keyof typeof reasonWords)[]).find((reason) => reasonWords[reason].test(text)) ?? 'other'
/** What came of it: reasons with how many points they met, most first. */
export type Uploaded = { accepted: number; duplicates: number; reasons: { reason: Reason; n: number }[] }

const mostBytes = 30_000_000
/** A body may hold a megabyte. */
const atOnce = 4_000

/** A GPX file, read here and sent in batches: what was sent already may be sent again. */
export const useTrackUpload = defineStore('trackUpload', () => {
  const file = shallowRef<TrackFile | null>(null)
  const done = shallowRef<Uploaded | null>(null)
  const sent = shallowRef(0)
  let fixes: object[] = []

  async function choose(chosen: File) {
    fixes = []
    ;[done.value, sent.value] = [null, 0]
    const nothing = { name: chosen.name, fixes: 0, from: null, to: null, untimed: 0 }
    if (chosen.size > mostBytes) { file.value = { ...nothing, fault: 'size' }; return }
    try {
      const track = readGpx(await chosen.text())
      fixes = track.fixes
      const times = track.fixes.map(({ at }) => Date.parse(at)).filter(Number.isFinite)
      const [from, to] = times.length ? [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))] : [null, null]
      file.value = { name: chosen.name, fixes: fixes.length, from: from === null ? null : new Date(from).toISOString(), to: to === null ? null : new Date(to).toISOString(), untimed: track.untimed, fault: fixes.length ? null : 'empty' }
    } catch (error) {
      if (!(error instanceof GpxError)) throw error
      file.value = { ...nothing, fault: 'unreadable' }
    }
  }

  /** @throws Problem; what was sent before it is stored, and sending again changes nothing. */
  async function send(teamId: number) {
    const reasons = new Map<Reason, number>()
    const total = { accepted: 0, duplicates: 0 }
    for (sent.value = 0; sent.value < fixes.length; sent.value += atOnce) {
      const answer = await positionClient.send(teamId, 'gpx', fixes.slice(sent.value, sent.value + atOnce))
      total.accepted += answer.accepted
      total.duplicates += answer.duplicates
      for (const reason of answer.rejected.map((each) => reasonOf(each.reason))) reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
    }
    done.value = { ...total, reasons: [...reasons].map(([reason, n]) => ({ reason, n })).toSorted((a, b) => b.n - a.n) }
  }
  return { file, done, sent, choose, send }
})

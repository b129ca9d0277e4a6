import { shallowRef, type ShallowRef } from 'vue'
import { incidentClient } from '../api/client.ts'
import { Problem } from '../api/http.ts'
import type { IncidentIndex } from '../workers/incidentQuestion.ts'
import { useConfig } from './config.ts'
import { isoSpan, type Span } from './timeWindow.ts'

export type IncidentRead = { count: number; cursor: string | null; span: Span }
/** How far a long reading is; `bytes` as they were unpacked. */
export type ReadProgress = { rows: number; total: number }

/** Above this many incidents ids are left out of the reading: they are most of its bytes, and are asked for when one is wanted. */
const framesFrom = 100_000
const tellEveryMs = 300

/** A set too large for one client is read for half the time, and half again. */
async function halving(span: Span, read: (span: Span) => Promise<IncidentRead>): Promise<IncidentRead> {
  for (let from = span.from; ; from = (from + span.to) / 2) {
    try {
      return await read({ from, to: span.to })
    } catch (error) {
      if (!(error instanceof Problem) || error.document.status !== 413 || span.to - from < 3_600_000) throw error
    }
  }
}

/** Reads the incidents of a span into the index: whole, with their ids, or as frames, of which the newest can be looked at while the rest arrives. */
export function useIncidentRead(index: ShallowRef<IncidentIndex | null>, arrived: () => void) {
  const progress = shallowRef<ReadProgress | null>(null)
  const config = useConfig()

  async function whole(span: Span, at: string | null, signal: AbortSignal): Promise<IncidentRead> {
    const { bytes, cursor } = await incidentClient.columns(isoSpan(span), at, signal)
    return { count: (await index.value?.load(bytes)) ?? 0, cursor, span }
  }

  async function inFrames(span: Span, signal: AbortSignal): Promise<IncidentRead> {
    let count = 0
    let told = 0
    const { cursor } = await incidentClient.frames(isoSpan(span), {
      async begin(total) {
        await index.value?.begin(total)
        progress.value = { rows: 0, total }
      },
      async piece(bytes) {
        const rows = (await index.value?.feed(bytes)) ?? 0
        if (rows === count || signal.aborted) return
        count = rows
        progress.value = { rows, total: Math.max(rows, progress.value?.total ?? 0) }
        if (performance.now() - told < tellEveryMs) return
        told = performance.now()
        arrived()
      },
    }, signal)
    return { count, cursor, span }
  }

  async function read(wanted: Span, at: string | null, signal: AbortSignal): Promise<IncidentRead> {
    progress.value = null
    const many = at === null && (config.data?.counts.incidents ?? 0) > framesFrom
    const done = await halving(wanted, (span) => (many ? inFrames(span, signal) : whole(span, at, signal)))
    progress.value = null
    return done
  }
  return { progress, read }
}

/** What a result must carry so that it can be judged and repeated. Times are ISO 8601 in UTC. */
export type Evidence = {
  method: string
  /** Where the method is published. */
  source: string
  parameters: Record<string, number | string>
  /** null where no random number was drawn. */
  seed: number | null
  /** Rows of from <= time < to were asked for; null where that end is open. */
  window: { from: string | null; to: string | null }
  rowsUsed: number
  /** Rows left out by reason; reasons without a row are listed with 0. */
  rowsLeftOut: Record<string, number>
  studyArea: string
}

/** Rows of from <= timeMs < to; an end left out is open. Milliseconds since 1970 UTC. */
export type TimeWindow = { fromMs?: number; toMs?: number }

const isoOrNull = (ms: number | undefined) => (ms === undefined ? null : new Date(ms).toISOString())

export function windowText({ fromMs, toMs }: TimeWindow): Evidence['window'] {
  return { from: isoOrNull(fromMs), to: isoOrNull(toMs) }
}

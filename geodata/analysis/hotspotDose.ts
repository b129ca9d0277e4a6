/** Milliseconds since 1970. */
export type Visit = { teamId: number; fromMs: number; toMs: number; seconds: number; low: number; high: number }
export type SaidPresence = { teamId: number; kind: 'arrive' | 'leave' | 'indoor' | 'stairs'; atMs: number }
export type Delivered = { lowSeconds: number; seconds: number; highSeconds: number; visits: number; checkedIn: number; lastMs: number | null }

/** Shorter than this at most is passing by. */
const leastVisitSeconds = 60
/** A check-in and a visit by positions of one team are one visit when no more than this lies between them. */
const nearMs = 600_000
/** Without a leave, a check-in stands for this long at most; a leave counts for an arrival of at most so long ago. */
const saidAloneSeconds = 900
const longestSaidMs = 2 * 3_600_000

type Told = { teamId: number; fromMs: number; toMs: number; low: number; high: number }

/**
 * What one hotspot got. Positions and check-ins of a team at about the same time are one visit: indoors and on stairs there are no fixes, so what was said widens the interval,
 * and where both arrival and leave were said, that time counts as known.
 */
export function hotspotDose(visits: readonly Visit[], said: readonly SaidPresence[]): Delivered {
  const all = visits.map((visit) => ({ ...visit, isSaid: false }))
  for (const { teamId, fromMs, toMs, low, high } of toldStays(said)) {
    const known = all.find((visit) => visit.teamId === teamId && visit.fromMs - nearMs <= toMs && visit.toMs + nearMs >= fromMs)
    if (known) Object.assign(known, { low: Math.max(known.low, low), seconds: Math.max(known.seconds, low), high: Math.max(known.high, high), fromMs: Math.min(known.fromMs, fromMs), toMs: Math.max(known.toMs, toMs), isSaid: true })
    else all.push({ teamId, fromMs, toMs, seconds: low, low, high, isSaid: true })
  }
  const counted = all.filter(({ high, isSaid }) => isSaid || high >= leastVisitSeconds)
  const sum = (value: (visit: Visit) => number) => counted.reduce((total, visit) => total + value(visit), 0)
  return {
    lowSeconds: sum(({ low }) => low), seconds: sum(({ seconds }) => seconds), highSeconds: sum(({ high }) => high),
    visits: counted.length, checkedIn: counted.filter(({ isSaid }) => isSaid).length, lastMs: counted.length ? Math.max(...counted.map(({ toMs }) => toMs)) : null,
  }
}

function toldStays(said: readonly SaidPresence[]): Told[] {
  const stays: Told[] = []
  const open = new Map<number, Told>()
  for (const { teamId, kind, atMs } of said.toSorted((a, b) => a.atMs - b.atMs)) {
    const begun = open.get(teamId)
    if (kind === 'leave') {
      open.delete(teamId)
      const seconds = begun ? (atMs - begun.fromMs) / 1000 : 0
      if (begun && atMs - begun.fromMs <= longestSaidMs) Object.assign(begun, { toMs: atMs, low: seconds, high: seconds })
      else stays.push({ teamId, fromMs: atMs, toMs: atMs, low: 0, high: saidAloneSeconds })
    } else if (!begun || atMs - begun.fromMs > longestSaidMs) {
      const stay = { teamId, fromMs: atMs, toMs: atMs, low: 0, high: saidAloneSeconds }
      open.set(teamId, stay)
      stays.push(stay)
    }
  }
  return stays
}

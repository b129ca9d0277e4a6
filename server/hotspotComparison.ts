import { hotspotTrend } from '../geodata/analysis/hotspotTrend.ts'
import type { HotspotComparison, HotspotRecord } from '../geodata/model/analysisAnswer.ts'
import { bbox } from '../geodata/geometry/bbox.ts'
import type { Bbox } from '../geodata/model/geometry.ts'
import type { Sql } from './database.ts'
import { daysOf, periodBefore } from './periodBefore.ts'
import type { StoredHotspot } from './queries/hotspot.ts'
import { countsOnGround } from './queries/hotspotCounts.ts'
import { coarseChance, withoutSmall } from './workers/analysisShown.ts'

const dayMs = 86_400_000

/** What the ground held before it was found, then, and since, as the actor sees the incidents now. */
async function compared(sql: Sql, actor: string, { hotspot, question, smallHidden }: StoredHotspot): Promise<HotspotComparison> {
  const box = (bbox(hotspot.geometry) ?? [0, 0, 0, 0]) as unknown as Bbox
  const before = periodBefore(question)
  const found = { from: question.from, to: question.to }
  const after = { from: question.to, to: '2199-12-31T00:00:00Z' }
  const { counts: [formerly = 0, then = 0, later = 0], weeks, until } = await countsOnGround(sql, actor, { hotspotId: hotspot.id, bbox: box }, question, [before, found, after], before.from)
  const shy = (count: number) => (smallHidden && count > 0 && count < 5 ? null : count)
  const since = Date.parse(until) - Date.parse(found.to) >= dayMs ? { from: found.to, to: until } : null
  const [change] = hotspotTrend([{ now: then, before: formerly, nowDays: daysOf(found), beforeDays: daysOf(before) }])
  const [latest] = since ? hotspotTrend([{ now: later, before: then, nowDays: daysOf(since), beforeDays: daysOf(found) }]) : []
  const [hidesFound, hidesSince] = [shy(formerly) === null || shy(then) === null, shy(later) === null || shy(then) === null]
  const p = change?.p ?? 1
  return {
    before: { ...before, incidents: shy(formerly) }, found: { ...found, incidents: shy(then) }, since: since && { ...since, incidents: shy(later) },
    trend: { p: hidesFound ? coarseChance(p) : p, trend: change?.trend ?? 'steady' },
    sinceTrend: latest ? { ...(hidesSince ? { p: coarseChance(latest.p), ratio: null, low: null, high: null } : { p: latest.p, ratio: latest.ratio, low: latest.interval?.low ?? null, high: latest.interval?.high ?? null }), trend: latest.trend } : null,
    weeks: weeks.map(({ from, incidents }) => ({ from, incidents: shy(incidents) })),
  }
}

/** The whole record of a hotspot as its reader may see it. */
export async function hotspotRecord(sql: Sql, actor: string, stored: StoredHotspot): Promise<HotspotRecord> {
  const { evidence, smallHidden } = stored
  return { ...stored, evidence: smallHidden ? { ...evidence, units: evidence.units.map((unit) => withoutSmall(unit, evidence.evidence.parameters)) } : evidence, comparison: await compared(sql, actor, stored) }
}

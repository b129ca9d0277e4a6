import type { HotspotTrend } from '../model/analysis.ts'
import { hotGroups, isHot } from './hotGroups.ts'
import { hotspotTrend } from './hotspotTrend.ts'
import type { AnalysisInput, AnalysisResult, PointRows, Units } from './method.ts'
import { unitFinder } from './unitFinder.ts'

/** What a method found in one of the two windows, the input it was found in, and how many days were watched. */
export type Watched = { result: AnalysisResult; input: AnalysisInput; days: number }
export type AreaTrend = { units: number[]; now: number; before: number; p: number; q: number; trend: HotspotTrend }

type Area = { units: number[]; now: number; before: number; isHotNow: boolean; wasHot: boolean }

/**
 * Hot areas of both windows, each counted in both: exact test, false discovery rate over all. A hot area is new where none stood before and its rate
 * rose beyond chance, gone the other way round; what did not change beyond chance is steady. Areas were chosen for being hot in one window, so they
 * tend to look better in the other: read p as a limit, not as proof. @param snapMeters how far from its street a row may lie
 */
export function hotAreaTrends(now: Watched, before: Watched, snapMeters: number): { areas: AreaTrend[]; gone: AreaTrend[] } {
  const hotNow = hotUnits(now.result)
  const hotBefore = hotUnits(before.result)
  const groupsNow = hotGroups(now.result.units, hotNow)
  const groupsBefore = hotGroups(before.result.units, hotBefore)
  const nowIn = counter(now, snapMeters)
  const beforeIn = counter(before, snapMeters)
  const touches = overlap(now.result.units, before.result.units, now.input, snapMeters)
  const ofNow = groupsNow.map((units): Area => ({ units, now: 0, before: 0, isHotNow: true, wasHot: groupsBefore.some((other) => touches(units, other)) }))
  const ofBefore = groupsBefore.filter((units) => !groupsNow.some((other) => touches(other, units))).map((units): Area => ({ units, now: 0, before: 0, isHotNow: false, wasHot: true }))
  for (const [side, rows] of [['now', now.input.points], ['before', before.input.points]] as const) {
    count(ofNow, rows, nowIn, side)
    count(ofBefore, rows, beforeIn, side)
  }
  const all = [...ofNow, ...ofBefore]
  const tests = hotspotTrend(all.map((area) => ({ now: area.now, before: area.before, nowDays: now.days, beforeDays: before.days })))
  const found = all.map((area, i): AreaTrend => {
    const { p, q, trend } = tests[i] as (typeof tests)[number]
    return { units: area.units, now: area.now, before: area.before, p, q, trend: trendOf(area, trend) }
  })
  return { areas: found.slice(0, ofNow.length).toSorted((a, b) => b.now - a.now), gone: found.slice(ofNow.length).toSorted((a, b) => b.before - a.before) }
}

function trendOf({ isHotNow, wasHot }: Area, tested: HotspotTrend): HotspotTrend {
  if (tested === 'steady') return 'steady'
  const grew = tested === 'new' || tested === 'growing'
  if (!wasHot) return grew ? 'new' : 'shrinking'
  if (!isHotNow) return grew ? 'growing' : 'gone'
  return grew ? 'growing' : 'shrinking'
}

const hotUnits = ({ finding, findings }: AnalysisResult): number[] => {
  const hot = findings.map(isHot)
  return [...finding.keys()].filter((unit) => hot[finding[unit] as number])
}

const counter = ({ result, input }: Watched, snapMeters: number) => unitFinder(result.units, input, snapMeters)

/** Rows in each area; one that lies in two shapes of one area counts once. */
function count(areas: Area[], rows: PointRows | null, find: ReturnType<typeof counter>, side: 'now' | 'before'): void {
  const areasOf = new Map<number, Area>()
  for (const area of areas) for (const unit of area.units) areasOf.set(unit, area)
  if (!areasOf.size) return
  for (let row = 0; row < (rows?.count ?? 0); row++) {
    const seen = new Set<Area>()
    for (const unit of find(rows?.xMeters[row] as number, rows?.yMeters[row] as number)) {
      const area = areasOf.get(unit)
      if (area && !seen.has(area)) area[side]++
      if (area) seen.add(area)
    }
  }
}

/** Whether units of the one window and units of the other share ground. */
function overlap(now: Units, before: Units, input: AnalysisInput, snapMeters: number): (ofNow: readonly number[], ofBefore: readonly number[]) => boolean {
  if (now.kind === 'cells' && before.kind === 'cells') {
    // Grids of one cell size stand on multiples of it, but need not begin at the same corner.
    const key = (units: typeof now, unit: number) => {
      const cell = units.cell[unit] as number
      return `${Math.round(units.origin[0] / units.cellMeters) + (cell % units.columns)} ${Math.round(units.origin[1] / units.cellMeters) + Math.floor(cell / units.columns)}`
    }
    return (ofNow, ofBefore) => {
      const keys = new Set(ofNow.map((unit) => key(now, unit)))
      return ofBefore.some((unit) => keys.has(key(before, unit)))
    }
  }
  if (now.kind === 'shapes' && before.kind === 'shapes') {
    const [inNow, inBefore] = [unitFinder(now, input, snapMeters), unitFinder(before, input, snapMeters)]
    const corners = (units: typeof now, unit: number) => (units.shapes[unit] ?? []).flat(2)
    return (ofNow, ofBefore) =>
      ofBefore.some((unit) => corners(before, unit).some(([x, y]) => inNow(x, y).some((other) => ofNow.includes(other)))) ||
      ofNow.some((unit) => corners(now, unit).some(([x, y]) => inBefore(x, y).some((other) => ofBefore.includes(other))))
  }
  return (ofNow, ofBefore) => ofNow.some((unit) => ofBefore.includes(unit))
}

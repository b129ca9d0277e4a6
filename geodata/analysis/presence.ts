import { distanceMeters } from '../geometry/distanceMeters.ts'
import type { LngLat } from '../geometry/lngLat.ts'
import { tileOf } from '../geometry/mercator.ts'

/** One position of one device: degrees, milliseconds since 1970 UTC. */
export type Fix = { place: LngLat; timeMs: number }

export type PresenceOptions = {
  /** Longest interval between two fixes that counts as presence, default 120. */
  gapSeconds?: number
  /** Metres per second beyond which a fix cannot belong to the device's way, default 42 (150 km/h). */
  maxSpeed?: number
}

export type Presence = {
  /** Fixes in time order with the seconds each one stands for. */
  fixes: (Fix & { seconds: number })[]
  /** Sum of the counted intervals; equals the sum of all `seconds` but for rounding. */
  knownSeconds: number
  /** Sum of the intervals longer than the gap: where the device was then is unknown. */
  unknownSeconds: number
  setApart: (Fix & { reason: 'too fast' | 'two places at one time' | 'not a position' })[]
}

/** A cell of the mercator grid of a level, an hour (whole hours since 1970 UTC) and the seconds spent there. */
export type PresenceCell = { x: number; y: number; hour: number; seconds: number }

/**
 * Seconds of presence per fix: an interval between consecutive fixes of at most `gapSeconds` counts half to each of its two fixes;
 * a longer one is unknown, never presence. Fixes that would need more than `maxSpeed` are set apart first: fixes are sorted into ways
 * that a device could have gone, and the way with most fixes is its own. Order and repeats of the input do not matter.
 * @param fixes of one device. Gap rule and speed are choices, not findings; name them beside every figure.
 */
export function presence(fixes: readonly Fix[], { gapSeconds = 120, maxSpeed = 42 }: PresenceOptions = {}): Presence {
  const setApart: Presence['setApart'] = []
  const ordered = inOrder(fixes, setApart)
  const kept = likeliestWay(ordered, maxSpeed)
  const own = new Set(kept)
  for (const fix of ordered) if (!own.has(fix)) setApart.push({ ...fix, reason: 'too fast' })
  const result = kept.map((fix) => ({ ...fix, seconds: 0 }))
  let knownSeconds = 0
  let unknownSeconds = 0
  for (let i = 1; i < result.length; i++) {
    const [before, after] = [result[i - 1], result[i]] as [Presence['fixes'][number], Presence['fixes'][number]]
    const seconds = (after.timeMs - before.timeMs) / 1000
    if (seconds > gapSeconds) {
      unknownSeconds += seconds
      continue
    }
    knownSeconds += seconds
    before.seconds += seconds / 2
    after.seconds += seconds / 2
  }
  return { fixes: result, knownSeconds, unknownSeconds, setApart }
}

/**
 * Presence summed by cell and hour. A fix's seconds go to its own cell and to the hour of its own time, so up to half the gap may
 * belong to the hour beside. Sorted by hour, y, x.
 * @param level zoom of the cells, 20 by default: 38 m at the equator, 33 m at Shanghai
 */
export function presenceCells(fixes: readonly (Fix & { seconds: number })[], level = 20): PresenceCell[] {
  const cells = new Map<string, PresenceCell>()
  for (const { place, timeMs, seconds } of fixes) {
    const { x, y } = tileOf(place, level)
    const hour = Math.floor(timeMs / 3_600_000)
    const key = `${x} ${y} ${hour}`
    const cell = cells.get(key)
    if (cell) cell.seconds += seconds
    else cells.set(key, { x, y, hour, seconds })
  }
  return [...cells.values()].toSorted((a, b) => a.hour - b.hour || a.y - b.y || a.x - b.x)
}

/** Sorted by time without repeats; of several places at one time the westernmost, then southernmost stays. */
function inOrder(fixes: readonly Fix[], setApart: Presence['setApart']): Fix[] {
  const isPosition = ({ place: [lng, lat], timeMs }: Fix) => Number.isFinite(timeMs) && Math.abs(lng) <= 180 && Math.abs(lat) <= 90
  const sorted = fixes.filter(isPosition).toSorted((a, b) => a.timeMs - b.timeMs || a.place[0] - b.place[0] || a.place[1] - b.place[1])
  for (const fix of fixes) if (!isPosition(fix)) setApart.push({ ...fix, reason: 'not a position' })
  const kept: Fix[] = []
  let previous: Fix | undefined
  for (const fix of sorted) {
    const isRepeat = previous?.timeMs === fix.timeMs && previous.place[0] === fix.place[0] && previous.place[1] === fix.place[1]
    previous = fix
    if (isRepeat) continue
    if (kept.at(-1)?.timeMs === fix.timeMs) setApart.push({ ...fix, reason: 'two places at one time' })
    else kept.push(fix)
  }
  return kept
}

/** So many ways are followed at once; beyond that the shortest is given up, or pure noise would take quadratic time. */
const MAX_WAYS = 64

/** Each fix continues the longest way it can reach in time, or begins its own; the longest way wins, the earlier of equal ones. */
function likeliestWay(ordered: Fix[], maxSpeed: number): Fix[] {
  const ways: Fix[][] = []
  for (const fix of ordered) {
    let best: Fix[] | undefined
    for (const way of ways) {
      if (best && way.length <= best.length) continue
      const last = way.at(-1) as Fix
      if (distanceMeters(last.place, fix.place) <= (maxSpeed * (fix.timeMs - last.timeMs)) / 1000) best = way
    }
    if (best) best.push(fix)
    else ways.push([fix])
    if (ways.length > MAX_WAYS) ways.splice(shortestOf(ways), 1)
  }
  return ways.reduce((best, way) => (way.length > best.length ? way : best), [])
}

function shortestOf(ways: Fix[][]): number {
  return ways.reduce((shortest, way, i) => (way.length < (ways[shortest] as Fix[]).length ? i : shortest), 0)
}

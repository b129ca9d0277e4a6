import type { Geometry } from '../model/geometry.ts'
import { uuidv7 } from '../model/id.ts'
import { finishedStates, type Channel, type Provenance, type Severity } from '../model/incident.ts'
import { normal, weighted, type Random } from '../random.ts'
import { townCategories, type Setting, type TownCategory } from './categories.ts'
import type { PlantedSpot } from './hotspots.ts'
import { lifeOf, standingOf } from './lifecycle.ts'
import { toLngLat, toPolygon } from './local.ts'
import { add, turned, type XY } from './plane.ts'
import { momentsOf } from './rhythm.ts'
import { drawer, type Spot, type Spots } from './spots.ts'
import type { TownIncident, TownLogEntry } from './types.ts'

/** `twin`: the matter that somebody else reported before. */
export type Draft = { category: TownCategory; spot: Spot; occurredAt: number; twin?: Draft }

const channels: readonly Channel[] = ['phone', 'grid_officer', 'online', 'video_patrol', 'visit', 'sensor', 'transferred', 'letter']
const provenanceOf: Partial<Record<Channel, Provenance>> = { grid_officer: 'patrol', video_patrol: 'camera', sensor: 'sensor' }

function channelOf(category: TownCategory, random: Random): Channel {
  if (category.voice) return weighted(random, ['visit', 'letter', 'online', 'transferred'] as const, [5, 2, 3, 2])
  const outdoors = category.setting === 'street' || category.setting === 'shop' || category.setting === 'green'
  return weighted(random, channels, [44, outdoors ? 22 : 14, 17, outdoors ? 8 : 1, 6, category.group === 'Fire safety' ? 4 : 1, 3, 0.6])
}

/** Mostly a point; some street matters are a stretch, some others a patch of ground. */
function geometryOf({ category, spot }: Draft, random: Random): Geometry {
  const roll = random()
  if (spot.along && roll < 0.1) return { type: 'LineString', coordinates: spot.along.map(toLngLat) }
  if (category.setting !== 'home' && roll > 0.967) {
    const radius = 4 + 9 * random()
    const ring = Array.from({ length: 6 }, (_, i): XY => add(spot.point, turned([radius * (0.7 + 0.3 * random()), 0], (i * Math.PI) / 3)))
    return toPolygon(ring)
  }
  return { type: 'Point', coordinates: toLngLat(add(spot.point, [normal(random, 0, 2.2), normal(random, 0, 2.2)])) }
}

/** A second report of a matter in hand is mostly found within the hour and merged into the first. */
function mergeOf(reportedAt: number, now: number, into: TownIncident | undefined, random: Random): TownLogEntry[] | undefined {
  const mergedAt = reportedAt + (10 + 70 * random()) * 60_000
  const moment = new Date(mergedAt).toISOString()
  const stood = into?.log.findLast(({ at }) => at <= moment)?.toState
  if (!into || !stood || into.mergedInto || finishedStates.includes(stood) || mergedAt > now || random() < 0.25) return undefined
  return [
    { at: new Date(reportedAt).toISOString(), action: 'report', fromState: null, toState: 'reported', note: '' },
    { at: moment, action: 'merge', fromState: 'reported', toState: 'merged', note: '与在办事件重复,合并办理', target: into.id },
  ]
}

/** Turns a draft into a matter as the centre would hold it at `now`. */
export function settle(draft: Draft, now: number, random: Random, twin?: TownIncident): TownIncident {
  const { category, spot, occurredAt } = draft
  const channel = channelOf(category, random)
  const lag = Math.min(now - occurredAt, 60_000 * Math.exp(normal(random, category.severity > 2 ? 1.6 : 3, 1)))
  const reportedAt = Math.floor(occurredAt + Math.max(0, lag))
  const shift = random()
  const severity = Math.max(1, Math.min(4, category.severity + (shift < 0.06 ? 1 : shift > 0.9 ? -1 : 0))) as Severity
  const log = mergeOf(reportedAt, now, twin, random) ?? lifeOf(reportedAt, now, severity, random)
  return {
    id: uuidv7(random, reportedAt),
    areaCode: spot.areaCode,
    categoryCode: category.code,
    severity,
    channel,
    provenance: provenanceOf[channel] ?? 'public',
    ...standingOf(log),
    title: `${spot.label}${category.nameZh}`,
    address: spot.address,
    occurredAt: new Date(occurredAt).toISOString(),
    reportedAt: new Date(reportedAt).toISOString(),
    geometry: geometryOf(draft, random),
    log,
  }
}

export function makeIncidents(
  spots: Spots,
  planted: PlantedSpot[],
  options: { from: number; to: number; count: number },
  random: Random,
): TownIncident[] {
  const { from, to, count } = options
  const drawSpot = new Map((Object.keys(spots) as Setting[]).map((setting) => [setting, drawer(spots[setting])]))
  const moments = new Map(townCategories.map((category) => [category.code, momentsOf(category, from, to)]))
  const drawCategory = drawer(townCategories)
  const byCode = new Map(townCategories.map((category) => [category.code, category]))
  const drafts: Draft[] = []
  for (const { truth, share, spots: near } of planted) {
    const codes = truth.categoryCodes.map((code) => byCode.get(code) as TownCategory)
    const drawNear = drawer(near)
    const within = codes.map((category) => momentsOf(category, Date.parse(truth.from), to))
    truth.incidents = Math.round(share * count)
    for (let k = 0; k < truth.incidents; k++) {
      const which = k % codes.length
      drafts.push({
        category: codes[which] as TownCategory,
        spot: drawNear(random),
        occurredAt: (within[which] as (r: Random) => number)(random),
      })
    }
  }
  while (drafts.length < count) {
    const before = drafts.at(-1)
    if (before && random() < 0.012) {
      drafts.push({ ...before, occurredAt: Math.min(to, before.occurredAt + 60_000 * 40 * random()), twin: before.twin ?? before })
      continue
    }
    const category = drawCategory(random)
    const spot = (drawSpot.get(category.setting) as (r: Random) => Spot)(random)
    drafts.push({ category, spot, occurredAt: (moments.get(category.code) as (r: Random) => number)(random) })
  }
  drafts.length = count
  drafts.sort((a, b) => a.occurredAt - b.occurredAt)
  const made = new Map<Draft, TownIncident>()
  for (const draft of drafts) made.set(draft, settle(draft, to, random, draft.twin && made.get(draft.twin)))
  return [...made.values()]
}

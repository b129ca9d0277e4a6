import { comparedCounts, comparedPlain } from '../../geodata/briefing/compared.ts'
import { figureKeys, figureNames } from '../../geodata/briefing/figureKeys.ts'
import { daysOfSpan } from '../../geodata/briefing/spans.ts'
import { type CameraCover, type CoverFigures, watchedShare } from '../../geodata/model/cameraCover.ts'
import { camerasAt, cameraTimes, presenceMinutes } from '../queries/briefingEquipment.ts'
import { coverRows, type CoverRows } from '../queries/cameraCover.ts'
import { patrolDoses } from '../queries/patrolDose.ts'
import { runInWorker } from '../workers/run.ts'
import { type Ask, type Drafted, lengthsOf } from './ask.ts'

const states = ['online', 'offline', 'fault', 'unknown', 'planned'] as const
const mostDown = 100

/** Cameras at the moment, and how they worked in the period. */
export async function cameraFigures(ask: Ask): Promise<Drafted[]> {
  const { moment, actor, question: { areaId }, asOf, spans } = ask
  const cameras = await camerasAt(moment, actor, areaId, asOf)
  if (!cameras.length) return []
  const rows = states.flatMap((id) => {
    const count = cameras.filter(({ state }) => state === id).length
    return count ? [{ id, nameZh: figureNames[id]?.zh ?? id, nameEn: figureNames[id]?.en ?? id, count }] : []
  })
  const down = cameras.filter(({ state }) => state === 'offline' || state === 'fault').slice(0, mostDown).map(({ id, code, name, state, since, lng, lat }) => ({ id, nameZh: name || code, nameEn: name || code, code, state, since, lng, lat }))
  const [now, before] = [await cameraTimes(moment, actor, areaId, spans.now), await cameraTimes(moment, actor, areaId, spans.before)]
  // Nothing was told of them yet: that is no period without outages.
  const wasKnown = before.known > 0
  const share = ({ up, known }: typeof now) => (known > 0 ? up / known : null)
  const [worked, workedBefore] = [share(now), share(before)]
  const working = { ...comparedPlain(worked, workedBefore), change: worked === null || workedBefore === null ? null : worked - workedBefore }
  return [
    { key: 'cameras', method: 'cameras', rows: cameras.length, value: { kind: 'rows', columns: [...figureKeys.cameras.columns], rows } },
    // Nor is a time before anything was told of them one without outages.
    ...(now.known === 0 ? [] : [{ key: 'cameras.outages', method: 'outages', rows: now.outages + before.outages, value: { kind: 'comparison', unit: 'count', last: comparedCounts(now.outages, wasKnown ? before.outages : null, lengthsOf(ask, spans.before)), year: null } } satisfies Drafted]),
    ...(worked === null ? [] : [{ key: 'cameras.working', method: 'working', rows: cameras.length, value: { kind: 'comparison', unit: 'share', last: working, year: null } } satisfies Drafted]),
    ...(down.length ? [{ key: 'cameras.down', method: 'cameras', rows: down.length, value: { kind: 'rows', columns: [...figureKeys['cameras.down'].columns], rows: down } } satisfies Drafted] : []),
  ]
}

const coverScript = new URL('../workers/cameraCover.worker.ts', import.meta.url)
/** Cover changes slowly, and is worked out from all buildings: not for a day. */
export const coverTask = async ({ moment, actor, question: { areaId, template }, asOf, names }: Ask): Promise<CoverRows | undefined> => {
  if (template === 'daily' || template === 'hotspot' || asOf !== undefined || !names.zones.length) return undefined
  const found = await coverRows(moment, actor, areaId)
  // While views are being worked out the share of ground would be too small.
  return found && found !== 'too_large' && found.rows.views.length > 10 * found.rows.due ? found.rows : undefined
}

const rounded = (cover: CoverFigures) => {
  const share = watchedShare(cover)
  return share === null ? null : Math.round(share * 10_000) / 10_000
}
/** Share of ground that is watched, of the whole and by zone, the least first. */
export async function coverFigure({ names }: Pick<Ask, 'names'>, task: CoverRows, signal: AbortSignal): Promise<Drafted> {
  const { area, zones, due } = await runInWorker<CameraCover>(coverScript, task, [], { signal })
  const zoneNames = new Map(names.zones.map((zone) => [zone.id, zone]))
  const byZone = zones.map(({ zoneId, public: ground, shared }) => ({ id: zoneId as number | null, nameZh: zoneNames.get(zoneId)?.nameZh ?? '', nameEn: zoneNames.get(zoneId)?.nameEn ?? '', share: rounded(ground), sharedShare: rounded(shared) })).toSorted((a, b) => (a.share ?? 2) - (b.share ?? 2))
  const whole = area ? [{ id: null, nameZh: '全辖区', nameEn: 'Whole area', share: rounded(area.public), sharedShare: rounded(area.shared) }] : []
  return { key: 'cameras.cover', method: 'cover', rows: task.views.length, value: { kind: 'rows', columns: [...figureKeys['cameras.cover'].columns], rows: [...whole, ...byZone.slice(0, 100)] }, params: { due } }
}

/** Short visits, often: what the issue of patrols counts in (docs/2026-11-26-patrols.md). */
const need = { dwellMinutes: 12, revisitMinutes: 120 }
/** Longer ones would read positions that an area no longer keeps. */
const mostDoseDays = 31
const mostDoses = 60

/** Presence of patrols, and minutes at hotspots against need. Of places: who was where is not told. */
export async function patrolFigures({ moment, actor, question: { areaId }, spans, names, known }: Ask): Promise<Drafted[]> {
  if (!known.now) return []
  const [now, before] = [await presenceMinutes(moment, actor, areaId, spans.now), await presenceMinutes(moment, actor, areaId, spans.before)]
  const areas = new Set(names.areas.map(({ id }) => id))
  const doses = daysOfSpan(spans.now) > mostDoseDays + 0.1 ? [] : (await patrolDoses(moment, actor, spans.now, need)).filter((dose) => areas.has(dose.areaId)).slice(0, mostDoses)
  const rows = doses.map(({ hotspotId, name, needMinutes, planned, delivered, openMinutes, lng, lat }) => ({
    id: hotspotId, nameZh: name, nameEn: name, needMinutes, plannedMinutes: planned.minutes, plannedVisits: planned.visits, lowMinutes: delivered.low, likelyMinutes: delivered.likely, highMinutes: delivered.high, visits: delivered.visits, checkedIn: delivered.checkedIn, openMinutes: openMinutes.low, lng, lat,
  }))
  return [
    ...(rows.length ? [{ key: 'patrol.dose', method: 'dose', rows: rows.length, value: { kind: 'rows', columns: [...figureKeys['patrol.dose'].columns], rows }, params: need } satisfies Drafted] : []),
    ...(now || before ? [{ key: 'patrol.presence', method: 'presence', rows: 0, value: { kind: 'comparison', unit: 'minutes', last: comparedPlain(now, before || null), year: null } } satisfies Drafted] : []),
  ]
}

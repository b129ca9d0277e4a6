import { uuidv7 } from '../../geodata/model/id.ts'
import type { PlanGround, PlanZone, ZoneAlternative, ZoneDesignQuestion, ZonePlanKeep, ZonePlanRecord } from '../../geodata/model/zonePlan.ts'

type Named = { id: number; code: string; nameZh: string; nameEn: string }
/** Keys rise with the place in the list, so that zones keep their order from north-west to south-east. */
const newId = (place = 0) => uuidv7(Math.random, Date.now() + place)

/** The zones of an alternative as a plan: a zone that goes on keeps its code and name, a new one gets its serial at adoption. */
export function zonesOfAlternative(alternative: ZoneAlternative, today: readonly Named[], locked: readonly number[]): PlanZone[] {
  const byId = new Map(today.map((zone) => [zone.id, zone]))
  return alternative.zones.map(({ keepsZoneId, geometry }, place) => {
    const kept = keepsZoneId === null ? undefined : byId.get(keepsZoneId)
    return { key: newId(place), zoneId: kept?.id ?? null, code: kept?.code ?? null, nameZh: kept?.nameZh ?? '', nameEn: kept?.nameEn ?? '', locked: kept ? locked.includes(kept.id) : false, geometry }
  })
}

/** A draft that says where it came from: the question, its seed and the figures it had. */
export const planOfAlternative = (name: string, question: ZoneDesignQuestion, alternative: ZoneAlternative, today: readonly Named[]): ZonePlanKeep => ({
  id: newId(), areaId: question.areaId, name, note: '', origin: { kind: 'design', question, seed: alternative.seed, figures: alternative.figures }, zones: zonesOfAlternative(alternative, today, question.lockedZoneIds),
})
export const planOfToday = (name: string, areaId: number): ZonePlanKeep => ({ id: newId(), areaId, name, note: '', origin: { kind: 'today' }, zones: [] })
/** The whole ground as one zone, to be divided. */
export const planOfGround = (name: string, { area }: PlanGround): ZonePlanKeep => ({
  id: newId(), areaId: area.id, name, note: '', origin: { kind: 'empty' }, zones: [{ key: newId(), zoneId: null, code: null, nameZh: '', nameEn: '', locked: false, geometry: area.geometry }],
})
/** The same zones as a new draft, under keys of their own. */
export const planOfPlan = ({ plan: { id, areaId, name, note, origin }, zones }: ZonePlanRecord): ZonePlanKeep => ({
  id: newId(), areaId, name, note, origin: { ...origin, copyOf: id }, zones: zones.map((zone, place) => ({ ...zone, key: newId(place) })),
})

import { CameraPlacementQuestion, standardOffers } from '../../geodata/model/cameraPlacement.ts'
import type { CameraKind } from '../../geodata/model/camera.ts'
import type { CameraMount } from '../../geodata/model/cameraPlan.ts'

export const demandNames = ['ground', 'incidents', 'unvisited'] as const
export type DemandName = (typeof demandNames)[number]
export type OfferForm = { kind: CameraKind; on: boolean; price: string; rangeMeters: string }
/** What a person fills in: numbers are texts until they are judged. Weights are parts of ten, of which the shares follow. */
export type PlacementForm = {
  areaId: number
  /** null: the whole area. */
  zoneId: number | null
  count: string
  /** Empty: no limit. */
  budget: string
  mounts: CameraMount[]
  drawn: [number, number][]
  offers: OfferForm[]
  weights: Record<DemandName, number>
  days: string
  /** Incidents and patrols only in the hours of the week that the map is filtered by. */
  withHours: boolean
  homesCost: number
  windows: boolean
  windowMeters: string
  seconds: string
}
export type PlacementField = 'count' | 'budget' | 'mounts' | 'drawn' | 'offers' | 'weights' | 'days' | 'windowMeters' | 'seconds'

export const placementFormOf = (areaId: number): PlacementForm => ({
  areaId, zoneId: null, count: '5', budget: '', mounts: ['street_light', 'corner', 'facade'], drawn: [],
  offers: standardOffers.map(({ kind, price, rangeMeters }) => ({ kind, on: kind !== 'ptz', price: String(price), rangeMeters: String(rangeMeters) })),
  weights: { ground: 3, incidents: 7, unvisited: 0 }, days: '365', withHours: false, homesCost: 1, windows: true, windowMeters: '15', seconds: '8',
})

/** Limits as the model has them; what is said beside a field that breaks them. */
export const placementLimits: Record<'count' | 'budget' | 'days' | 'windowMeters' | 'seconds', [from: number, to: number]> = { count: [1, 200], budget: [0, 1e12], days: [1, 1_100], windowMeters: [1, 100], seconds: [0.2, 60] }
const offerLimits = { price: [0, 1e9], rangeMeters: [5, 300] } as const

const isWithin = (text: string, [from, to]: readonly [number, number], whole = false) => { const value = Number(text.trim()); return text.trim() !== '' && value >= from && value <= to && (!whole || Number.isInteger(value)) }

/** The question, or the fields that keep it from being asked. */
export function placementQuestionOf(form: PlacementForm, hoursOfWeek: number[] | null): { question: CameraPlacementQuestion | null; faults: PlacementField[] } {
  const faults: PlacementField[] = []
  const offers = form.offers.filter(({ on }) => on)
  if (!isWithin(form.count, placementLimits.count, true)) faults.push('count')
  if (form.budget.trim() !== '' && !isWithin(form.budget, placementLimits.budget)) faults.push('budget')
  if (!isWithin(form.days, placementLimits.days, true)) faults.push('days')
  if (!isWithin(form.seconds, placementLimits.seconds)) faults.push('seconds')
  if (form.windows && !isWithin(form.windowMeters, placementLimits.windowMeters)) faults.push('windowMeters')
  if (form.mounts.length === 0) faults.push('mounts')
  if (form.mounts.length === 1 && form.mounts[0] === 'drawn' && form.drawn.length === 0) faults.push('drawn')
  if (offers.length === 0 || offers.some(({ price, rangeMeters }) => !isWithin(price, offerLimits.price) || !isWithin(rangeMeters, offerLimits.rangeMeters))) faults.push('offers')
  const all = demandNames.reduce((sum, name) => sum + form.weights[name], 0)
  if (all === 0) faults.push('weights')
  if (faults.length > 0) return { question: null, faults }
  const question = CameraPlacementQuestion.parse({
    areaId: form.areaId, zoneId: form.zoneId, mounts: form.mounts, drawn: form.mounts.includes('drawn') ? form.drawn : [], count: Number(form.count), budget: form.budget.trim() === '' ? null : Number(form.budget),
    offers: offers.map(({ kind, price, rangeMeters }) => ({ ...standardOffers.find((offer) => offer.kind === kind)!, price: Number(price), rangeMeters: Number(rangeMeters) })),
    weights: { ground: form.weights.ground / all, incidents: form.weights.incidents / all, unvisited: form.weights.unvisited / all }, days: Number(form.days),
    hoursOfWeek: form.withHours ? hoursOfWeek : null, homesCost: form.homesCost, windowMeters: form.windows ? Number(form.windowMeters) : null, seconds: Number(form.seconds),
  })
  return { question, faults }
}

import { householdBounds } from '../../geodata/model/zone.ts'
import { defaultBarriers, ZoneDesignQuestion, type BarrierKind } from '../../geodata/model/zonePlan.ts'

export const weightNames = ['households', 'incidents', 'shops', 'area'] as const
export type WeightName = (typeof weightNames)[number]
export type DesignMode = 'new' | 'least_change' | 'fix'

/** What a person fills in: numbers are texts until they are judged. Weights are parts of ten, of which the shares follow. */
export type ZoneDesignForm = {
  areaId: number
  mode: DesignMode
  fixZoneId: number | null
  barriers: BarrierKind[]
  min: string
  max: string
  /** Empty: as many as balance best. */
  zones: string
  weights: Record<WeightName, number>
  joinIslands: boolean
  lockedZoneIds: number[]
  alternatives: string
  seed: string
  seconds: string
}
export type FormField = 'min' | 'max' | 'zones' | 'weights' | 'fixZoneId' | 'alternatives' | 'seed' | 'seconds'

export const formOf = (areaId: number): ZoneDesignForm => ({
  areaId, mode: 'new', fixZoneId: null, barriers: [...defaultBarriers], min: String(householdBounds.min), max: String(householdBounds.max), zones: '',
  weights: { households: 10, incidents: 0, shops: 0, area: 0 }, joinIslands: false, lockedZoneIds: [], alternatives: '3', seed: '1', seconds: '10',
})

/** Each weight as a share of all; all 0 where none is given. */
export function sharesOf(weights: Record<WeightName, number>): Record<WeightName, number> {
  const sum = weightNames.reduce((total, name) => total + weights[name], 0)
  return Object.fromEntries(weightNames.map((name) => [name, sum === 0 ? 0 : weights[name] / sum])) as Record<WeightName, number>
}

/** Limits as the model has them; what is said beside a field that breaks them. */
export const limits: Record<'min' | 'max' | 'zones' | 'alternatives' | 'seed' | 'seconds', [from: number, to: number]> = {
  min: [0, 100_000], max: [1, 100_000], zones: [1, 600], alternatives: [1, 6], seed: [0, 4_294_967_295], seconds: [0.2, 120],
}
const inLimits = (text: string, field: keyof typeof limits) => {
  const value = Number(text.trim())
  const whole = field === 'seconds' || Number.isInteger(value)
  return text.trim() !== '' && whole && value >= limits[field][0] && value <= limits[field][1]
}

/** The question, or the fields that keep it from being asked. */
export function questionOf(form: ZoneDesignForm): { question: ZoneDesignQuestion | null; faults: FormField[] } {
  const faults: FormField[] = []
  for (const field of ['min', 'max', 'alternatives', 'seed', 'seconds'] as const) if (!inLimits(form[field], field)) faults.push(field)
  if (form.zones.trim() !== '' && !inLimits(form.zones, 'zones')) faults.push('zones')
  if (!faults.includes('min') && !faults.includes('max') && Number(form.min) > Number(form.max)) faults.push('max')
  if (weightNames.every((name) => form.weights[name] === 0)) faults.push('weights')
  if (form.mode === 'fix' && form.fixZoneId === null) faults.push('fixZoneId')
  if (faults.length > 0) return { question: null, faults }
  const parsed = ZoneDesignQuestion.parse({
    areaId: form.areaId, barriers: form.barriers, bounds: { min: Number(form.min), max: Number(form.max) }, zones: form.mode === 'new' && form.zones.trim() !== '' ? Number(form.zones) : null,
    weights: sharesOf(form.weights), joinIslands: form.joinIslands, lockedZoneIds: form.lockedZoneIds, mode: form.mode === 'new' ? 'new' : 'least_change', fixZoneId: form.mode === 'fix' ? form.fixZoneId : null,
    alternatives: Number(form.alternatives), seed: Number(form.seed), seconds: Number(form.seconds),
  })
  return { question: parsed, faults }
}

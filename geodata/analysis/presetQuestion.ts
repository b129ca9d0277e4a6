import { instantOfLocal } from '../format/localTime.ts'
import type { AnalysisQuestion, PresetId } from '../model/analysis.ts'
import type { Category } from '../model/incident.ts'
import { festivalDays, lastFestival, type Festival } from './festival.ts'

export type PresetGround = {
  /** The moment up to which there is data: now, or the end of data that stopped long ago. */
  nowMs: number
  timeZone: string
  categories: readonly Pick<Category, 'id' | 'code' | 'nameZh' | 'nameEn' | 'voice'>[]
  /** For the festival; the last one that began unless said otherwise. */
  festival?: { festival: Festival; year: number } | undefined
}

const day = 86_400_000
const burglary = /burglar|break-?in|入室|盗窃/i
const nightHours = [22, 23, 0, 1, 2, 3, 4, 5]

/** Hours of the week from Monday 00:00 that are night, every day. */
export const nightHoursOfWeek: readonly number[] = Array.from({ length: 7 }, (_, weekday) => nightHours.map((hour) => weekday * 24 + hour)).flat().toSorted((a, b) => a - b)

export const burglaryIds = (categories: PresetGround['categories']): number[] =>
  categories.filter(({ voice, code, nameZh, nameEn }) => !voice && burglary.test(`${code} ${nameZh} ${nameEn}`)).map(({ id }) => id)

/**
 * What a preset of a briefing asks. Cells of a grid by Gi*: they need no ground but the incidents, and are tested. `null` where the
 * preset has nothing to ask of: a catalogue without burglary.
 */
export function presetQuestion(preset: PresetId, { nowMs, timeZone, categories, festival }: PresetGround): AnalysisQuestion | null {
  const span = (from: number, to: number) => ({ from: new Date(from).toISOString(), to: new Date(to).toISOString() })
  const common = { method: 'gi_star' as const, parameters: {}, provenance: ['public' as const], hoursOfWeek: null, categoryIds: null, areaId: null, backtest: true }
  if (preset === 'this_week') return { ...common, ...span(nowMs - 7 * day, nowMs), compareWith: span(nowMs - 35 * day, nowMs - 7 * day) }
  if (preset === 'burglary_by_night') {
    const categoryIds = burglaryIds(categories)
    return categoryIds.length ? { ...common, ...span(nowMs - 91 * day, nowMs), categoryIds, hoursOfWeek: [...nightHoursOfWeek], compareWith: 'before' } : null
  }
  const { festival: which, year } = festival ?? lastFestival(nowMs)
  const local = (of: number) => { const days = festivalDays(which, of); return span(instantOfLocal(days.from, timeZone), instantOfLocal(days.to, timeZone)) }
  return { ...common, ...local(year), compareWith: local(year - 1) }
}

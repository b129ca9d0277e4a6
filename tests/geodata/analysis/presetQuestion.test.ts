import { expect, it } from 'vitest'
import { festivalDays, lastFestival } from '../../../geodata/analysis/festival.ts'
import { nightHoursOfWeek, presetQuestion } from '../../../geodata/analysis/presetQuestion.ts'
import { AnalysisQuestion } from '../../../geodata/model/analysis.ts'

const date = (at: number) => new Date(at).toISOString().slice(0, 10)
const ground = {
  nowMs: Date.parse('2026-11-25T08:00:00Z'), timeZone: 'Asia/Shanghai',
  categories: [
    { id: 1, code: 'T1', nameZh: '入室盗窃报警', nameEn: 'Burglary reported', voice: false },
    { id: 2, code: 'T2', nameZh: '噪音', nameEn: 'Noise', voice: false },
    { id: 3, code: 'V1', nameZh: '盗窃处理投诉', nameEn: 'Complaint about handling of burglary', voice: true },
  ],
}

it('knows festivals by the lunar calendar as the State Council published them', () => {
  // First day of the first lunar month and fifteenth of the eighth: 2024-02-10, 2024-09-17; 2025-01-29, 2025-10-06; 2026-02-17, 2026-09-25. 2025 has a leap sixth month.
  expect([2024, 2025, 2026].map((year) => date(festivalDays('spring', year).from + 86_400_000))).toEqual(['2024-02-10', '2025-01-29', '2026-02-17'])
  expect([2024, 2025, 2026].map((year) => date(festivalDays('mid_autumn', year).from))).toEqual(['2024-09-17', '2025-10-06', '2026-09-25'])
  expect(lastFestival(Date.parse('2026-11-25'))).toEqual({ festival: 'national', year: 2026 })
  expect(lastFestival(Date.parse('2026-01-01T12:00:00Z'))).toEqual({ festival: 'new_year', year: 2026 })
})

it('asks questions that the schema takes', () => {
  for (const preset of ['this_week', 'burglary_by_night', 'festival'] as const) expect(AnalysisQuestion.parse(presetQuestion(preset, ground))).toEqual(presetQuestion(preset, ground))
})

it('compares a week with the four before it and a festival with the same one a year before, from midnight to midnight on the wall', () => {
  expect(presetQuestion('this_week', ground)).toMatchObject({ from: '2026-11-18T08:00:00.000Z', to: '2026-11-25T08:00:00.000Z', compareWith: { from: '2026-10-21T08:00:00.000Z', to: '2026-11-18T08:00:00.000Z' }, provenance: ['public'] })
  expect(presetQuestion('festival', ground)).toMatchObject({ from: '2026-09-30T16:00:00.000Z', to: '2026-10-07T16:00:00.000Z', compareWith: { from: '2025-09-30T16:00:00.000Z', to: '2025-10-07T16:00:00.000Z' } })
})

it('asks for burglary at night without anybody’s voice, and for nothing where there is none', () => {
  const asked = presetQuestion('burglary_by_night', ground)!
  expect(asked.categoryIds).toEqual([1])
  expect(asked.hoursOfWeek).toHaveLength(56)
  // Monday 03:00 and Sunday 23:00 are night, Wednesday noon is not.
  expect([3, 6 * 24 + 23, 2 * 24 + 12].map((hour) => nightHoursOfWeek.includes(hour))).toEqual([true, true, false])
  expect(presetQuestion('burglary_by_night', { ...ground, categories: ground.categories.slice(1, 2) })).toBeNull()
})

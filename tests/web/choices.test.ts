import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matchingGroups } from '../../web/panels/categorySearch.ts'
import { selectionOf } from '../../web/panels/searchTarget.ts'
import { groupCategories, type CategoryRow } from '../../web/stores/categories.ts'
import { newReport, reportErrors } from '../../web/stores/reportDraft.ts'
import { toggled } from '../../web/ui/toggled.ts'

const category = (id: number, group: string, nameZh: string, nameEn: string): CategoryRow => ({ id, scheme: 's', code: `0${id}`, group, groupZh: `${group}组`, groupEn: group, nameZh, nameEn, severity: 2, voice: false })
const rows = [category(1, 'Fire', '电动自行车', 'Electric bike'), category(2, 'Fire', '消防栓', 'Hydrant'), category(3, 'Order', '噪声', 'Noise')]

test('switching twice is switching not at all', () => {
  const all = [1, 2, 3, 4, 5]
  fc.assert(fc.property(fc.option(fc.subarray(all), { nil: null }), fc.constantFrom(...all), (chosen, value) => {
    const twice = toggled(all, toggled(all, chosen, [value]), [value])
    expect(twice ?? all).toEqual(chosen ?? all)
  }))
})

test('a group goes on as a whole, then off; all chosen is null', () => {
  expect(toggled([1, 2, 3], [1], [1, 2])).toEqual([1, 2])
  expect(toggled([1, 2, 3], [1, 2], [1, 2])).toEqual([])
  expect(toggled([1, 2, 3], [1, 2], [3])).toBeNull()
  expect(toggled([1, 2, 3], null, [3])).toEqual([1, 2])
})

test('categories are found in either language, by code, and by their group', () => {
  const groups = groupCategories(rows)
  expect(groups.map((group) => group.categories.length)).toEqual([2, 1])
  const ids = (text: string) => matchingGroups(groups, text).flatMap((group) => group.categories.map((each) => each.id))
  expect(ids('bike')).toEqual([1])
  expect(ids('噪')).toEqual([3])
  expect(ids('fire组')).toEqual([1, 2])
  expect(ids('03')).toEqual([3])
  expect(ids('zzz')).toEqual([])
})

test('a found thing without a panel becomes the point where it lies', () => {
  const result = { id: '7', titleZh: '', titleEn: '', subtitle: '', lng: 1, lat: 2 }
  expect(selectionOf({ ...result, noun: 'zone' })).toEqual({ noun: 'zone', id: 7 })
  expect(selectionOf({ ...result, noun: 'street' })).toEqual({ noun: 'point', lng: 1, lat: 2 })
  expect(selectionOf({ ...result, noun: 'incident' })).toEqual({ noun: 'point', lng: 1, lat: 2 })
})

test('a report says what is missing before it is sent', () => {
  const now = Date.parse('2026-11-22T09:00:00Z')
  const draft = newReport(now)
  expect(reportErrors(draft, now, 'Asia/Shanghai')).toEqual({ title: 'report.needTitle', categoryId: 'report.needCategory', geometry: 'intake.needPlace', occurredAt: 'report.needTime' })
  const full = { ...draft, title: 'x', categoryId: 1, geometry: { type: 'Point' as const, coordinates: [118.6, 31.4] as [number, number] }, occurred: '2026-11-22T17:00' }
  expect(reportErrors(full, now, 'Asia/Shanghai')).toEqual({})
  expect(reportErrors({ ...full, occurred: '2026-11-22T18:00' }, now, 'Asia/Shanghai')).toEqual({ occurredAt: 'report.needTime' })
  expect(draft.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/)
})

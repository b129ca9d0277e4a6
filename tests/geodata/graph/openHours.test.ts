import { expect, test } from 'vitest'
import { isOpenAt } from '../../../geodata/graph/openHours.ts'

const minute = (day: number, hour: number, minutes = 0) => day * 1_440 + hour * 60 + minutes
/** Monday to Sunday at these hours: 1 open, 0 shut. */
const week = (hours: string, ...at: number[]) => at.map((hour) => Array.from({ length: 7 }, (_, day) => (isOpenAt(hours, minute(day, hour)) ? 1 : 0)).join(''))

test('opening hours as mappers write them', () => {
  expect(week('', 3)).toEqual(['1111111'])
  expect(week('24/7', 3)).toEqual(['1111111'])
  expect(week('Mo-Fr 08:00-18:00', 7, 8, 17, 18)).toEqual(['0000000', '1111100', '1111100', '0000000'])
  expect(week('06:00-22:00', 5, 6, 22)).toEqual(['0000000', '1111111', '0000000'])
  expect(week('Mo-Fr 07:00-12:00,14:00-18:00; Sa 09:00-12:00; PH off', 9, 13, 15)).toEqual(['1111110', '0000000', '1111100'])
  expect(week('Mo-Su 08:00-20:00; Su off', 12)).toEqual(['1111110'])
  expect(week('Sa-Mo 10:00-12:00', 11)).toEqual(['1000011'])
  expect(week('Mo,We,Fr 10:00-12:00', 11)).toEqual(['1010100'])
})
test('hours past midnight belong to the day they began', () => {
  expect(week('Fr 22:00-04:00', 3, 23)).toEqual(['0000010', '0000100'])
  expect(week('Su 22:00-04:00', 3)).toEqual(['1000000'])
  expect(week('Fr 22:00-04:00; Sa 10:00-12:00', 3, 11)).toEqual(['0000010', '0000010'])
})
test('hours that are off are taken out of what is open', () => {
  expect(week('24/7; 00:00-06:00 off', 5, 6)).toEqual(['0000000', '1111111'])
  expect(week('24/7; 22:00-05:00 off', 4, 5, 22)).toEqual(['0000000', '1111111', '0000000'])
})
test('nobody knows what cannot be read', () => {
  for (const hours of ['Mo-Su 08:00-dusk', 'Apr-Oct 08:00-20:00', 'on request', 'week 1-10 Mo 10:00-12:00']) expect(isOpenAt(hours, 600), hours).toBeUndefined()
})

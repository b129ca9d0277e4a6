import { expect, it } from 'vitest'
import { parseCoordinates } from '../../../geodata/format/coordinates.ts'

// 31°25'12" = 31.42 and 118°37'12" = 118.62 by hand.
it.each(['118.62,31.42', '31.42 118.62', '31.42, 118.62', '(118.62，31.42)', '31.42N 118.62E', '118.62°E 31.42°N', `31°25'12"N 118°37'12"E`, '东 nonsense', `118度37分12秒东, 31度25分12秒北`, '31:25:12N 118:37:12E'])(
  '%s',
  (text) => {
    const place = parseCoordinates(text)
    if (text.includes('nonsense')) return expect(place).toBeUndefined()
    expect(place?.[0]).toBeCloseTo(118.62, 9)
    expect(place?.[1]).toBeCloseTo(31.42, 9)
  },
)

it('knows south and west, and takes longitude first when both could be latitudes', () => {
  expect(parseCoordinates('8.6 W 41.1 N')).toEqual([-8.6, 41.1])
  expect(parseCoordinates('33.9S,18.4E')).toEqual([18.4, -33.9])
  expect(parseCoordinates('11.5 48.1')).toEqual([11.5, 48.1])
})

it.each(['', '12', '200,100', '91N 10E', 'NaN,NaN', '1,2,3', '10N 20N', '310101001001001', '方城路 12'])('%s is no place', (text) => expect(parseCoordinates(text)).toBeUndefined())

import { expect, test } from 'vitest'
import { type BarrierRow, classify, type StreetRow } from '../../../geodata/format/osm/classify.ts'
import type { OsmTags } from '../../../geodata/format/osm/element.ts'

const street = (tags: OsmTags) => classify('w1', tags, { type: 'LineString', coordinates: [[0, 0], [0, 1]] })[0] as StreetRow
const who = (tags: OsmTags) => [street(tags).foot, street(tags).bicycle, street(tags).car]
const barrier = (tags: OsmTags) => classify('n1', tags, { type: 'Point', coordinates: [0, 0] }).find(({ noun }) => noun === 'barrier') as BarrierRow | undefined

test('who may use a street, from the general tag to the particular one', () => {
  expect(who({ highway: 'residential' })).toEqual([null, null, null])
  expect(who({ highway: 'service', access: 'private' })).toEqual([false, false, false])
  expect(who({ highway: 'service', access: 'no', foot: 'yes' })).toEqual([true, false, false])
  expect(who({ highway: 'service', access: 'private', motor_vehicle: 'destination' })).toEqual([false, false, true])
  expect(who({ highway: 'footway', access: 'yes' })).toEqual([null, null, null])
  expect(who({ highway: 'footway', bicycle: 'yes' })).toEqual([null, true, null])
  expect(who({ highway: 'pedestrian', vehicle: 'no', bicycle: 'dismount' })).toEqual([null, false, false])
  expect(who({ highway: 'residential', motor_vehicle: 'no' })).toEqual([null, null, false])
  expect(who({ highway: 'cycleway' })).toEqual([false, true, null])
  expect(who({ highway: 'cycleway', foot: 'designated' })).toEqual([true, true, null])
  expect(who({ highway: 'path' })).toEqual([null, true, null])
  expect(who({ highway: 'path', access: 'private' })).toEqual([false, false, false])
  expect(who({ highway: 'trunk', sidewalk: 'both' })).toEqual([true, null, null])
  expect(who({ highway: 'busway' })).toEqual([null, null, false])
  expect(who({ highway: 'secondary', foot: 'use_sidepath' })).toEqual([false, null, null])
})
test('speed, hours, tunnels and one-ways of bicycles', () => {
  expect(['50', '20 mph', 'walk', 'none', 'DE:urban', '0'].map((maxspeed) => street({ highway: 'residential', maxspeed }).maxSpeedKmh)).toEqual([50, 32, 7, null, null, null])
  expect(street({ highway: 'footway', opening_hours: '10:00-18:00' }).hours).toBe('10:00-18:00')
  expect(street({ highway: 'footway', 'foot:conditional': 'no @ (0:00-06:00)' }).hours).toBe('24/7; 0:00-06:00 off')
  expect(street({ highway: 'footway', tunnel: 'building_passage' })).toMatchObject({ tunnel: false, covered: true, bridge: false })
  expect(([{ tunnel: 'yes' }, { indoor: 'yes', level: '-1' }, { indoor: 'yes', level: '0' }, { bridge: 'yes' }] as OsmTags[]).map((tags) => street({ highway: 'footway', ...tags }).tunnel)).toEqual([true, true, false, false])
  expect(([{}, { 'oneway:bicycle': 'no' }, { cycleway: 'opposite_lane' }, { 'oneway:bicycle': 'yes' }] as OsmTags[]).map((tags) => street({ highway: 'residential', oneway: 'yes', ...tags }).onewayBicycle)).toEqual([null, false, false, true])
})
test('gates and bollards, and what stops nobody', () => {
  expect(barrier({ barrier: 'gate', access: 'private', foot: 'yes' })).toMatchObject({ kind: 'gate', foot: true, bicycle: false, car: false })
  expect(barrier({ barrier: 'gate', locked: 'yes' })).toMatchObject({ foot: false, car: false })
  expect(barrier({ barrier: 'gate', opening_hours: '08:00-20:00' })).toMatchObject({ foot: null, hours: '08:00-20:00' })
  expect(barrier({ barrier: 'bollard', motorcar: 'yes' })).toMatchObject({ kind: 'bollard', car: true })
  expect(['swing_gate', 'kissing_gate', 'ticket_barrier', 'jersey_barrier'].map((value) => barrier({ barrier: value })?.kind)).toEqual(['gate', 'other', 'turnstile', 'block'])
  expect(['entrance', 'toll_booth', 'cattle_grid', 'fence'].map((value) => barrier({ barrier: value }))).toEqual([undefined, undefined, undefined, undefined])
})

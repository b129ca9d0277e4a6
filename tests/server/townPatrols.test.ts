import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MyRounds } from '../../geodata/model/patrolRound.ts'
import { distanceMeters } from '../../geodata/geometry/distanceMeters.ts'
import { makeTown } from '../../geodata/town/town.ts'
import { loadTown } from '../../server/import/town.ts'
import { renewPatrols } from '../../server/import/townPatrols.ts'
import { renewShifts } from '../../server/import/townShifts.ts'
import { myRounds } from '../../server/queries/myRound.ts'
import { type FreshDatabase, freshDatabase } from '../database.ts'

let database: FreshDatabase
const now = new Date().toISOString()
const town = makeTown({ seed: 7, now, incidents: 100 })
beforeAll(async () => {
  database = await freshDatabase()
  await loadTown(database.sql, town, { now })
  await renewShifts(database.sql, town, Date.now())
}, 60_000)
afterAll(() => database?.drop())

it('gives the teams of the demo a round on streets for their watch now or next, once', async () => {
  expect(await renewPatrols(database.sql, town, Date.now())).toBeGreaterThan(1)
  const { rounds } = await myRounds(database.sql, 'demo-patrol')
  expect(rounds).toHaveLength(1)
  const { team, route, shift } = rounds[0] as MyRounds['rounds'][number]
  expect([team.callSign, shift === null]).toEqual(['巡逻01', false])
  expect(Date.parse(route.startsAt)).toBeGreaterThan(Date.now() - 1000)
  expect(route.stops.filter(({ kind }) => kind === 'hotspot' || kind === 'checkpoint').length).toBeGreaterThan(2)
  for (const { name, kind } of route.stops) if (kind === 'hotspot' || kind === 'checkpoint') expect(name).not.toBe('')
  // The way is longer than straight lines between the stops, and no piece of it leaps.
  const line = route.line ?? []
  const length = (places: readonly (readonly [number, number])[]) => places.slice(1).reduce((sum, place, i) => sum + distanceMeters(places[i] as [number, number], place as [number, number]), 0)
  expect(length(line)).toBeGreaterThan(length(route.stops.map(({ place }) => place)) * 1.02)
  expect(length(line) / route.meters).toBeCloseTo(1, 1)
  expect(await renewPatrols(database.sql, town, Date.now())).toBe(0)
  expect((await database.sql`select from checkpoint`).length).toBeGreaterThan(10)
})

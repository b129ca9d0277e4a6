import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { presence, presenceCells } from '../../geodata/analysis/presence.ts'
import { mercatorOf } from '../../geodata/geometry/mercator.ts'
import { asActor, type Transaction } from '../../server/database.ts'
import { placeOfFix } from '../../server/judgeFixes.ts'
import { ingestPositions } from '../../server/queries/position.ts'
import { type Door, openDoor } from './door.ts'

let door: Door
beforeAll(async () => {
  door = await openDoor()
  await door.db.sql`insert into shift (area_id, team_id, during) values (3, 2, tstzrange(now() - interval '30 days', now() + interval '1 hour'))`
})
afterAll(() => door?.close())

const day = 86_400_000
const start = Math.floor((Date.now() - 2 * day) / 3_600_000) * 3_600_000 - 60_000
type Sent = { at: string; lng: number; lat: number; speedMetersPerSecond?: number }
const fix = (seconds: number, lng: number, lat = 31.205): Sent => ({ at: new Date(start + seconds * 1000).toISOString(), lng, lat, speedMetersPerSecond: 1.3 })
/** A walk of ten minutes across the hour and two blocks, a gap, and another; */
const walked = [...Array.from({ length: 40 }, (_, i) => fix(i * 15, 121.402 + i * 0.0002)), ...Array.from({ length: 20 }, (_, i) => fix(1_000 + i * 10, 121.41 + i * 0.0001))]
/** and what phones make of it: jumps of kilometres, at the beginning of a block too, and two places at one time, of which the western one stays. */
const jumps = [fix(37, 121.6), fix(38, 121.6), fix(61, 121.9), fix(305, 120.1), fix(1_001, 121.9)]
const doubles = [fix(30, 121.4025), fix(60, 121.4029)]
const faulty = [{ ...fix(50, 0), lat: 0 }, { ...fix(70, 121.402), at: '2019-01-01T00:00:00Z' }, { ...fix(70, 121.402), at: '2031-01-01T00:00:00Z' }]
const all = [...walked, ...jumps, ...doubles, ...faulty]

type State = { positions: object[]; apart: object[]; faults: string[]; coverage: { cell: string; seconds: number }[]; live: object[] }
async function stateOf(tx: Transaction): Promise<State> {
  const positions = await tx`select at, x, y, speed_cm_s from position where area_id = 3 order by at, x, y`
  const apart = await tx`select at, x, y, reason from position_reject where area_id = 3 and at is not null order by at, x, y`
  const faults = await tx<{ text: string }[]>`select reason || fix::text as text from position_reject where area_id = 3 and at is null order by 1`
  const coverage = await tx<State['coverage']>`select cell || ' ' || day || ' ' || hour as cell, round(seconds::numeric, 2)::float8 as seconds from coverage where area_id = 3 and seconds > 0.005 order by 1`
  const live = await tx`select team_id, at, x, y, speed_cm_s from live_position where area_id = 3`
  return { positions: [...positions], apart: [...apart], faults: faults.map(({ text }) => text), coverage: [...coverage], live: [...live] }
}

/** What is stored after these batches, in a transaction that is taken back. */
async function stateAfter(batches: object[][]): Promise<State> {
  const rolledBack = new Error('rolled back')
  let state: State | undefined
  await asActor(door.db.sql, 'demo-patrol', async (tx) => {
    for (const batch of batches) await ingestPositions(tx, { teamId: 2, device: 'order' }, batch, { window: { fromMs: start - day, toMs: start + day } })
    state = await stateOf(tx)
    throw rolledBack
  }).catch((error: unknown) => {
    if (error !== rolledBack) throw error
  })
  return state as State
}

describe('positions of a device', () => {
  it('end in the same state for any permutation, duplication, delay and split of the track', async () => {
    const whole = await stateAfter([all])
    // The reference: the walk as it was made, and presence of geodata over all of it at once.
    const places = (fixes: Sent[]) => fixes.map(({ at, lng, lat }) => ({ at, ...mercatorOf([lng, lat]) }))
    expect(whole.positions).toEqual(places(walked).map((place) => expect.objectContaining(place)))
    expect(whole.apart).toHaveLength(jumps.length + doubles.length)
    expect(whole.faults).toHaveLength(faulty.length)
    const stored = walked.map(({ at, lng, lat }) => ({ timeMs: Date.parse(at), place: placeOfFix({ ...mercatorOf([lng, lat]), timeMs: 0 }) }))
    const expected = presenceCells(presence(stored).fixes).filter(({ seconds }) => seconds > 0)
    expect(whole.coverage.map(({ seconds }) => seconds).toSorted((a, b) => a - b)).toEqual(expected.map(({ seconds }) => seconds).toSorted((a, b) => a - b).map((seconds) => expect.closeTo(seconds, 2)))
    expect(whole.live).toEqual([expect.objectContaining({ teamId: 2, ...places(walked).at(-1) })])
    const arrivals = fc.tuple(fc.array(fc.constantFrom(...all), { maxLength: 30 }), fc.infiniteStream(fc.nat())).map(([again, sizes]) => ({ again, sizes }))
    await fc.assert(
      fc.asyncProperty(arrivals, fc.nat(), async ({ again, sizes }, seed) => {
        const order = shuffled([...all, ...again], seed)
        const batches: object[][] = []
        for (let i = 0; i < order.length; i += batches.at(-1)?.length ?? 1) batches.push(order.slice(i, i + 1 + ((sizes.next().value ?? 0) % 25)))
        const state = await stateAfter(batches)
        expect({ ...state, coverage: [] }).toEqual({ ...whole, coverage: [] })
        expect(state.coverage.map(({ cell }) => cell)).toEqual(whole.coverage.map(({ cell }) => cell))
        state.coverage.forEach(({ seconds }, i) => expect(seconds).toBeCloseTo(whole.coverage[i]?.seconds as number, 1))
      }),
      { numRuns: 8, seed: 7 },
    )
  }, 90_000)

  it('that come one by one in order are judged without a look at the others, and end in the same state', async () => {
    expect((await stateAfter(all.map((one) => [one]))).positions).toEqual((await stateAfter([all])).positions)
  }, 60_000)
})

/** Fisher and Yates, by a congruential generator, so that a failing case can be told by its seed. */
function shuffled<Row>(rows: Row[], seed: number): Row[] {
  const mixed = [...rows]
  let state = seed >>> 0
  for (let i = mixed.length - 1; i > 0; i--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const j = Math.floor((state / 2 ** 32) * (i + 1))
    ;[mixed[i], mixed[j]] = [mixed[j] as Row, mixed[i] as Row]
  }
  return mixed
}

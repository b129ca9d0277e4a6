import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { presence, presenceCells } from '../../geodata/analysis/presence.ts'
import { mercatorOf } from '../../geodata/geometry/mercator.ts'
import { asActor } from '../../server/database.ts'
import { placeOfFix } from '../../server/judgeFixes.ts'
import { ingestPositions } from '../../server/queries/position.ts'
import { type Door, openDoor } from './door.ts'
import { readStream } from './stream.ts'

let door: Door
beforeAll(async () => {
  door = await openDoor()
  await door.db.sql`insert into shift (area_id, team_id, during) values (3, 2, tstzrange(now() - interval '30 days', now() + interval '1 hour'))`
})
afterAll(() => door?.close())

/** Half past midnight in Shanghai, on the last day that began in Greenwich. */
const midnight = Math.floor(Date.now() / 86_400_000) * 86_400_000 - 7.5 * 3_600_000
const start = Math.floor(Date.now() / 60_000) * 60_000 - 3_600_000
/** A walk east at 1.3 m/s, a fix every ten seconds. */
const walk = (count: number, from = start) =>
  Array.from({ length: count }, (_, i) => ({ at: new Date(from + i * 10_000).toISOString(), lng: 121.402 + i * 0.000137, lat: 31.205, speedMetersPerSecond: 1.3, accuracyMeters: 8 }))
const send = async (fixes: unknown[], device: string, as = 'demo-patrol', teamId = 1) => {
  const answer = await door.ask('/api/positions', { as, method: 'POST', body: { teamId, device, fixes } })
  return { status: answer.status, ...(await answer.json()) }
}
const coverage = async () => door.db.sql<{ cell: string; day: string; hour: number; seconds: number }[]>`select cell::text, day::text, hour, seconds::float8 from coverage where seconds > 0.001 order by cell, day, hour`

describe('positions', () => {
  it('are stored once, however often they are sent', async () => {
    const fixes = walk(30)
    expect(await send(fixes, 'radio-1')).toMatchObject({ status: 200, accepted: 30, duplicates: 0, rejected: [] })
    const before = await coverage()
    expect(before.reduce((sum, { seconds }) => sum + seconds, 0)).toBeCloseTo(290, 3)
    expect(await send(fixes, 'radio-1')).toMatchObject({ accepted: 0, duplicates: 30 })
    expect(await coverage()).toEqual(before)
  })

  it('are taken on shift only; what comes from off duty is refused and kept nowhere', async () => {
    // The shift of the west team began two hours ago.
    const before = await coverage()
    const answer = await send([...walk(3, start - 3 * 3_600_000), ...walk(1, start + 400_000)], 'radio-off')
    expect(answer).toMatchObject({ status: 200, accepted: 1 })
    expect(answer.rejected.map(({ reason }: { reason: string }) => reason)).toEqual(Array(3).fill(expect.stringMatching(/not on shift/)))
    const [kept] = await door.db.sql<{ positions: number; rejects: number }[]>`select (select count(*) from position p where p.device_id = d.id) as positions,
      (select count(*) from position_reject r where r.device_id = d.id) as rejects from device d where d.name = 'radio-off'`
    expect(kept).toEqual({ positions: 1, rejects: 0 })
    expect(await coverage()).toEqual(before)
  })

  it('are judged one by one, and what is not sane is kept apart with its reason', async () => {
    const [good, next] = walk(2, start + 600_000) as [object, object]
    const answer = await send(
      [good, { ...good, lng: 0, lat: 0 }, { ...good, at: '2019-01-01T00:00:00Z' }, { ...good, at: new Date(Date.now() + 3_600_000).toISOString() }, { ...next, accuracyMeters: 900 },
        { ...next, lng: 121.5 }, 'nonsense', { ...good, resident: 'nobody' }, null, { ...next, at: '\u0000\ud800' }],
      'radio-2')
    expect(answer).toMatchObject({ status: 200, accepted: 1, duplicates: 0 })
    const reasons = Object.fromEntries(answer.rejected.map(({ index, reason }: { index: number; reason: string }) => [index, reason]))
    expect(reasons[1]).toMatch(/0, 0/)
    expect(reasons[2]).toMatch(/^at: expected a time/)
    expect(reasons[3]).toMatch(/^at: expected a time/)
    expect(reasons[4]).toMatch(/^accuracyMeters/)
    expect(reasons[5]).toMatch(/farther than 70 m\/s/)
    expect(Object.keys(reasons)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9'])
    const [kept] = await door.db.sql<{ count: number }[]>`select count(*) from position_reject r join device d on d.id = r.device_id where d.name = 'radio-2'`
    expect(kept?.count).toBe(9)
    expect(door.failures).toEqual([])
  })

  it('are taken from those who may send them, for teams they see', async () => {
    expect((await send(walk(2), 'radio-3', 'demo-auditor')).status).toBe(403)
    expect((await send(walk(2), 'radio-3', 'demo-lead-02')).status).toBe(422)
    expect((await send(walk(2), 'radio-3', 'demo-patrol', 99)).errors[0].field).toBe('teamId')
  })

  it('move the team on the live stream, for those who may see it', async () => {
    const streams = await Promise.all(['demo-command', 'demo-lead-02'].map(async (as) => readStream(await door.ask('/live', { as }))))
    const [mine, theirs] = streams as [(typeof streams)[0], (typeof streams)[0]]
    await Promise.all(streams.map((stream) => stream.until(({ event }) => event === 'hello')))
    const fix = walk(1, Date.now() - 1_000)
    await send(fix, 'radio-4')
    const moved = await mine.until(({ event, data }) => event === 'position' && data.some(({ teamId }: { teamId: number }) => teamId === 1), 4_000)
    expect(moved.id).toBeUndefined()
    expect(moved.data[0]).toMatchObject({ teamId: 1, callSign: 'W1', at: fix[0]?.at })
    expect(theirs.events.some(({ event }) => event === 'position')).toBe(false)
    await Promise.all(streams.map((stream) => stream.close()))
    const { positions } = await (await door.ask('/api/positions/live')).json()
    expect(positions[0]).toMatchObject({ teamId: 1, lng: expect.closeTo(121.402, 6), lat: expect.closeTo(31.205, 6) })
    const older = walk(1, Date.now() - 500_000)
    await send(older, 'radio-4')
    expect((await (await door.ask('/api/positions/live')).json()).positions[0].at).toBe(fix[0]?.at)
  })

  it('come back as tracks, cut at gaps, and as coverage of cells', async () => {
    await send([...walk(5, start + 1_200_000), ...walk(5, start + 1_500_000)], 'radio-5')
    const span = `from=${new Date(start).toISOString()}&to=${new Date(start + 3_000_000).toISOString()}`
    const { features } = await (await door.ask(`/api/positions/tracks?${span}&teamId=1&reason=review`)).json()
    const lengths = features.map((feature: { geometry: { coordinates: unknown[] } }) => feature.geometry.coordinates.length)
    expect(lengths).toEqual([30, 5, 5])
    const fine = await (await door.ask(`/api/coverage?${span}&level=20`)).json()
    const coarse = await (await door.ask(`/api/coverage?${span}&level=18`)).json()
    const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0)
    // 290 s of the first walk, twice 40 s here.
    expect(sum(fine.cells.seconds)).toBeCloseTo(370, 0)
    expect(sum(coarse.cells.seconds)).toBeCloseTo(370, 0)
    expect(coarse.cells.x.length).toBeLessThan(fine.cells.x.length)
    // Half past midnight in Shanghai is another day in Greenwich.
    await door.db.sql`insert into coverage (area_id, cell, day, hour, seconds) values (2, 1, (to_timestamp(${midnight / 1_000}) at time zone 'Asia/Shanghai')::date, 0, 40)`
    const night = await (await door.ask(`/api/coverage?from=${new Date(midnight).toISOString()}&to=${new Date(midnight + 600_000).toISOString()}&level=20`)).json()
    expect(sum(night.cells.seconds)).toBeGreaterThanOrEqual(40)
    const beside = await (await door.ask(`/api/coverage?${span}&bbox=121.43,31.2,121.44,31.22`)).json()
    expect(beside.cells.seconds).toEqual([])
  })
})

describe('coverage', () => {
  it('is presence of all fixes, whatever the order and the batches they came in', async () => {
    const fixes = [...walk(40, start + 60 * 60_000 * 24 * -2), ...walk(40, start + 60 * 60_000 * 24 * -2 + 500_000)]
    const stored = fixes.map(({ at, lng, lat }) => ({ timeMs: Date.parse(at), place: placeOfFix({ ...mercatorOf([lng, lat]), timeMs: 0 }) }))
    // The reference: geodata's presence over everything at once.
    const expected = presenceCells(presence(stored).fixes).map(({ seconds }) => seconds).filter((seconds) => seconds > 0).toSorted((a, b) => a - b)
    const window = { fromMs: 0, toMs: Date.now() }
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(fixes, { minLength: fixes.length }), fc.integer({ min: 5, max: 40 }), async (shuffled, size) => {
        const rolledBack = new Error('rolled back')
        let rows: { seconds: number }[] = []
        await asActor(door.db.sql, 'demo-patrol', async (tx) => {
          for (let i = 0; i < shuffled.length; i += size) await ingestPositions(tx, { teamId: 2, device: 'order' }, shuffled.slice(i, i + size), { window })
          rows = await tx<{ seconds: number }[]>`select sum(seconds)::float8 as seconds from coverage where area_id = 3 and seconds > 0.001 group by cell, day, hour order by 1`
          throw rolledBack
        }).catch((error: unknown) => {
          if (error !== rolledBack) throw error
        })
        expect(rows).toHaveLength(expected.length)
        rows.forEach(({ seconds }, i) => expect(seconds).toBeCloseTo(expected[i] as number, 2))
      }),
      { numRuns: 5 },
    )
  }, 90_000)
})

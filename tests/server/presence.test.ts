// Prefix sums of presence against a group-by of coverage: after every kind of change, built or not.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createRandom, type Random } from '../../geodata/random.ts'
import { buildPresenceSums } from '../../server/presence/buildSums.ts'
import { type Door, openDoor } from './door.ts'

let door: Door
beforeAll(async () => void (door = await openDoor()))
afterAll(() => door?.close())

const dayText = (n: number) => new Date(Date.UTC(2026, 8, 1 + n)).toISOString().slice(0, 10)
/** Local midnight in Shanghai. */
const instantOf = (n: number) => `${dayText(n)}T00:00:00+08:00`
const put = async (random: Random, days: number) => {
  const rows = Array.from({ length: 60 }, () => [2 + Math.floor(random() * 2), Math.floor(random() * 90), Math.floor(random() * 90), Math.floor(random() * days), Math.floor(random() * 24), 1 + Math.floor(random() * 900) / 8])
  await door.db.sql`insert into coverage as c (area_id, cell, day, hour, seconds)
    select a, interleave((mercator_x(121.40) >> 11) + x, (mercator_y(31.21) >> 11) + y), date '2026-09-01' + d, h, sum(s) from unnest(${rows.map((r) => r[0]!)}::integer[], ${rows.map((r) => r[1]!)}::integer[], ${rows.map((r) => r[2]!)}::integer[], ${rows.map((r) => r[3]!)}::integer[], ${rows.map((r) => r[4]!)}::integer[], ${rows.map((r) => String(r[5]))}::text[]::real[]) r(a, x, y, d, h, s)
    group by 1, 2, 3, 4 on conflict (cell, day, hour, area_id) do update set seconds = c.seconds + excluded.seconds`
}
const buildAll = async () => { while (await buildPresenceSums(door.db.sql, 5)); }

/** The plain way: every row of coverage of the days. */
async function byHand(from: number, to: number, level: number, hours: number[] | null, areas: number[]): Promise<Map<string, number>> {
  const rows = await door.db.sql<{ cell: string; seconds: number }[]>`select (cell >> ${2 * (20 - level)}::integer)::text as cell, sum(seconds::float8) as seconds from coverage where day >= ${dayText(from)}::text::date and day < ${dayText(to)}::text::date and area_id = any (${areas})
    ${hours ? door.db.sql`and (extract(isodow from day)::integer - 1) * 24 + hour = any (${hours}::integer[])` : door.db.sql``} group by 1`
  return new Map(rows.filter(({ seconds }) => seconds >= 0.05).map(({ cell, seconds }) => [cell, Math.round(seconds * 10) / 10]))
}
async function asked(from: number, to: number, level: number, hours: number[] | null, as: string) {
  const answer = await (await door.ask(`/api/coverage?from=${encodeURIComponent(instantOf(from))}&to=${encodeURIComponent(instantOf(to))}&level=${level}${hours ? `&hours=${hours.join()}` : ''}`, { as })).json()
  const codes = await door.db.sql<{ cell: string }[]>`select interleave(x, y)::text as cell from unnest(${answer.cells.x}::bigint[], ${answer.cells.y}::bigint[]) with ordinality c(x, y, n) order by n`
  return { answer, cells: new Map(codes.map(({ cell }, i) => [cell, answer.cells.seconds[i]])) }
}
async function expectSame(random: Random) {
  for (let n = 0; n < 6; n++) {
    const from = Math.floor(random() * 12) - 1
    const to = from + 1 + Math.floor(random() * 12)
    const hours = n % 2 ? Array.from({ length: 168 }, (_, h) => h).filter(() => random() < 0.3) : null
    const level = [20, 19, 18, 14][n % 4]!
    const [as, areas] = n % 3 ? ['demo-command', [2, 3]] as const : ['demo-lead-01', [2]] as const
    const wanted = await byHand(from, to, level, hours, [...areas])
    const { cells } = await asked(from, to, level, hours, as)
    expect([...cells].toSorted(), `${from} to ${to} at ${level} of ${as}`).toEqual([...wanted].toSorted())
  }
}

it('is exact for any range, level, hours of the week and reader, built or due, also after days long ago changed', async () => {
  const random = createRandom(5)
  await put(random, 10)
  await expectSame(random)
  expect((await asked(0, 10, 20, null, 'demo-command')).answer).toMatchObject({ builtAt: null, dueSince: expect.any(String) })
  await buildAll()
  expect((await asked(0, 10, 20, null, 'demo-command')).answer).toMatchObject({ builtAt: expect.any(String), dueDays: 0, dueSince: null })
  await expectSame(random)
  await put(random, 4)
  await door.db.sql`delete from coverage where day = '2026-09-03' and area_id = 2`
  await expectSame(random)
  expect(await buildPresenceSums(door.db.sql, 1)).toBe(1)
  await expectSame(random)
  await buildAll()
  await expectSame(random)
  // Nothing of it comes from coverage: the sums themselves stand right.
  await door.db.sql`create table kept as select * from coverage`
  const before = await asked(0, 10, 20, null, 'demo-command')
  await door.db.sql`alter table coverage disable trigger mark_presence_delete`
  await door.db.sql`delete from coverage`
  expect((await asked(0, 10, 20, null, 'demo-command')).cells).toEqual(before.cells)
  await door.db.sql`insert into coverage select * from kept`
  expect(door.failures).toEqual([])
})

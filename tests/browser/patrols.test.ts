import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LngLat } from '../../geodata/model/geometry.ts'
import type { PatrolDoses } from '../../geodata/model/patrolDose.ts'
import type { PatrolPlan, PatrolPlanRecord, PatrolRoute } from '../../geodata/model/patrolPlan.ts'
import type { PatrolReport } from '../../geodata/model/patrolProgress.ts'
import { hasMunich, type Munich, openMunichStreets } from './munich.ts'
import { expectClean, useBrowser, type Visit } from './page.ts'
import { gpxOf, walkOf } from './simulatedWalk.ts'

const hotspots: [name: string, place: LngLat][] = [
  ['Marienplatz', [11.5755, 48.1372]], ['Viktualienmarkt', [11.5764, 48.1351]], ['Sendlinger Tor', [11.5669, 48.1340]], ['Karlsplatz', [11.5658, 48.1392]],
  ['Odeonsplatz', [11.5775, 48.1424]], ['Isartor', [11.5822, 48.1352]], ['Frauenkirche', [11.5733, 48.1386]], ['Hofbräuhaus', [11.5798, 48.1376]],
]
const checkpoints: [name: string, place: LngLat, kind: 'place' | 'indoor'][] = [
  ['Rathaus', [11.5761, 48.1375], 'indoor'], ['Residenz', [11.5781, 48.1411], 'place'], ['Stachus', [11.5655, 48.1399], 'place'], ['Asamkirche', [11.5697, 48.1351], 'place'], ['Gärtnerplatz', [11.5760, 48.1318], 'place'],
]
const minuteMs = 60_000

/** From eight hotspots and five checkpoints to what three teams truly covered, on the streets of Munich. */
describe.skipIf(!hasMunich)('patrols of Munich', () => {
  const { visitAt } = useBrowser()
  let city: Munich
  let now: Visit
  let record: PatrolPlanRecord
  let walked: PatrolRoute
  beforeAll(async () => {
    city = await openMunichStreets()
    const { sql } = city.database
    const [area] = await sql<{ id: number }[]>`select id from area where level = 'community'`
    const teamIds = (await sql<{ id: number }[]>`insert into team (area_id, call_sign, name_zh, name_en) select ${area!.id}, 'M-' || n, n || '队', 'Team ' || n from generate_series(1, 3) n returning id`).map(({ id }) => id)
    await sql`insert into shift (area_id, team_id, during) select ${area!.id}, t, tstzrange(now() - interval '4 hours', now() + interval '4 hours') from unnest(${teamIds}::integer[]) t`
    for (const [name, [lng, lat]] of hotspots) {
      await sql`insert into hotspot (id, area_id, name, geom, period, method, method_version, question, evidence, incidents, square_meters, created_by)
        select gen_random_uuid(), ${area!.id}, ${name}, st_multi(st_setsrid(st_expand(st_makepoint(${lng}, ${lat}), 0.0007, 0.0005), 4326)), tstzrange(now() - interval '29 days', now() - interval '1 day'), 'gi_star', 1, '{}', '{}', 20, 11000, 'demo-supervisor'`
    }
    for (const [name, [lng, lat], kind] of checkpoints) {
      await sql`insert into checkpoint (id, area_id, name, kind, dwell_minutes, geom, created_by) values (gen_random_uuid(), ${area!.id}, ${name}, ${kind}, 3, st_setsrid(st_makepoint(${lng}, ${lat}), 4326), 'demo-supervisor')`
    }
    now = await visitAt(city.url, '/patrol-plans', { locale: 'en-GB', timezoneId: 'Europe/Berlin' }, 'demo-supervisor')
  }, 300_000)
  afterAll(async () => {
    if (now) await now.close()
    await city?.stop()
  })
  const waits = { timeout: 90_000 }
  const read = async <Answer>(path: string): Promise<Answer> => {
    const answer = await now.page.request.get(city.url + path)
    expect(answer.ok(), `${path} ${await answer.text()}`).toBe(true)
    return (await answer.json()) as Answer
  }
  const berlin = (ms: number) => new Date(ms).toLocaleString('sv-SE', { timeZone: 'Europe/Berlin' }).slice(0, 16).replace(' ', 'T')

  test('three teams get rounds over all of them, which are published', async () => {
    const { page } = now
    const side = page.locator('.patrol-side')
    await side.getByLabel('From', { exact: true }).first().fill(berlin(Date.now() - 150 * minuteMs))
    await side.getByLabel('To', { exact: true }).first().fill(berlin(Date.now() + 60 * minuteMs))
    await side.getByLabel('Again after (min)').fill('90')
    await side.getByLabel('Most visits each').fill('1')
    await side.getByLabel('Search (seconds)').fill('2')
    await expect.poll(() => side.locator('.patrol-choice li.on').count(), waits).toBe(3 + 8 + 5)
    await side.getByRole('button', { name: 'Plan rounds' }).click()
    await side.getByRole('button', { name: 'Publish to phones' }).click(waits)
    await expect.poll(async () => (await read<{ plans: PatrolPlan[] }>('/api/patrol-plans')).plans.map(({ state, routes }) => [state, routes]), waits).toEqual([['published', 3]])
    record = await read<PatrolPlanRecord>(`/api/patrol-plans/${(await read<{ plans: PatrolPlan[] }>('/api/patrol-plans')).plans[0]!.id}`)
    const stops = record.routes.flatMap((route) => route.stops)
    expect(new Set(stops.filter(({ kind }) => kind === 'hotspot').map(({ name }) => name))).toEqual(new Set(hotspots.map(([name]) => name)))
    expect(stops.filter(({ kind }) => kind === 'checkpoint').map(({ name }) => name).toSorted()).toEqual(checkpoints.map(([name]) => name).toSorted())
    expect(record.figures.leftOut).toEqual([])
    for (const route of record.routes) expect(Date.parse(route.endsAt)).toBeLessThanOrEqual(Date.now())
  })

  test('a team walks its round through the public interface, part of it without a network', async () => {
    walked = record.routes.toSorted((a, b) => b.stops.filter(({ kind }) => kind === 'checkpoint').length - a.stops.filter(({ kind }) => kind === 'checkpoint').length)[0]!
    const fixes = walkOf(walked, 7)
    const made = await now.page.request.post(`${city.url}/api/device-keys`, { data: { id: (await city.database.sql<{ id: string }[]>`select gen_random_uuid() as id`)[0]!.id, teamId: walked.teamId, name: 'walker' } })
    expect(made.status(), await made.text()).toBe(201)
    const { key } = (await made.json()) as { key: string }
    const [away, back] = [Math.floor(fixes.length / 3), Math.floor((2 * fixes.length) / 3)]
    for (const { timeMs, place: [lng, lat] } of [...fixes.slice(0, away), ...fixes.slice(back)].filter((_, i) => i % 3 === 0)) {
      const answer = await fetch(`${city.url}/api/device/osmand?id=${key}&lat=${lat.toFixed(7)}&lon=${lng.toFixed(7)}&timestamp=${timeMs / 1000}`)
      expect(answer.status).toBe(200)
    }
    // Back on the network: the stretch without it, with some that were sent before, and once more.
    const late = fixes.slice(away - 30, back + 30)
    for (const again of [false, true]) {
      const answer = (await (await fetch(`${city.url}/api/device/gpx?key=${key}`, { method: 'POST', headers: { 'content-type': 'application/gpx+xml' }, body: gpxOf(late) })).json()) as { accepted: number; duplicates: number; rejectedCount: number }
      expect([answer.accepted + answer.duplicates, answer.rejectedCount, again ? answer.accepted : 0]).toEqual([late.length, 0, 0])
    }
    // Somebody who says where the team is: indoors there is no fix.
    const point = walked.stops.find(({ kind }) => kind === 'checkpoint')!
    const member = await (await fetch(`${city.url}/api/session/demo`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ id: 'demo-admin' }) })).headers.getSetCookie()[0]!.split(';')[0]!
    const said = { id: (await city.database.sql<{ id: string }[]>`select gen_random_uuid() as id`)[0]!.id, teamId: walked.teamId, kind: 'indoor', at: point.arrivesAt, stopId: point.id }
    const answer = await fetch(`${city.url}/api/check-ins`, { method: 'POST', headers: { 'content-type': 'application/json', cookie: member }, body: JSON.stringify({ checkIns: [said, said] }) })
    expect(await answer.json()).toMatchObject({ kept: [said.id], refused: [] })
  })

  test('coverage, the ledger and the report show what happened, and what did not', async () => {
    const { page } = now
    const span = `from=${new Date(Date.parse(record.plan.from) - minuteMs).toISOString()}&to=${new Date().toISOString()}`
    const walkedSeconds = (Date.parse(walked.endsAt) - Date.parse(walked.startsAt)) / 1_000
    const covered = async () => (await read<{ cells: { seconds: number[] } }>(`/api/coverage?${span}`)).cells.seconds.reduce((sum, one) => sum + one, 0) / walkedSeconds
    await expect.poll(covered, waits).toBeGreaterThan(0.95)
    expect(await covered()).toBeLessThan(1.02)

    const own = new Set(walked.stops.filter(({ kind }) => kind === 'hotspot').map(({ name }) => name))
    const { rows } = await read<PatrolDoses>(`/api/patrol-doses?${span}`)
    expect(rows.map(({ name, planned }) => [name, planned.visits]).toSorted()).toEqual(hotspots.map(([name]) => [name, 1]).toSorted())
    for (const { name, delivered, planned } of rows) {
      if (own.has(name)) expect([name, delivered.likely > planned.minutes * 0.8, delivered.visits >= 1]).toEqual([name, true, true])
      // Who goes by, or stops at a checkpoint on its ground, is there for minutes too.
      else expect([name, delivered.likely < planned.minutes * 0.6]).toEqual([name, true])
    }

    const report = await read<PatrolReport>(`/api/patrol-reports/${record.plan.id}`)
    const stopsOf = (teamId: number) => report.teams.find((team) => team.teamId === teamId)!.stops.filter(({ kind }) => kind === 'hotspot' || kind === 'checkpoint').map(({ state }) => state)
    expect(new Set(stopsOf(walked.teamId))).toEqual(new Set(['reached']))
    for (const { teamId } of record.routes) if (teamId !== walked.teamId) expect(stopsOf(teamId)).not.toContain('reached')
    expect(report.teams.find(({ teamId }) => teamId === walked.teamId)!.stops.flatMap(({ checkIns }) => checkIns).map(({ kind }) => kind)).toEqual(['indoor'])

    await page.goto(`${city.url}/patrol-plans/${record.plan.id}/report`)
    for (const [name] of hotspots) await page.locator('main').getByText(name).first().waitFor(waits)
    expectClean(now)
  })
})

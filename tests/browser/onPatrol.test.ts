import { randomUUID } from 'node:crypto'
import axe from 'axe-core'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Page } from 'playwright-core'
import { twoHalves } from '../server/pictures.ts'
import { expectClean, signIn, useBrowser } from './page.ts'

const { visit } = useBrowser()
let sql: postgres.Sql
let team: { id: number; areaId: number; lng: number; lat: number }
const stops = { gate: randomUUID(), stairs: randomUUID() }

/** The team of the demo's patrol is on shift now, and has a round of two stops that is on now. */
beforeAll(async () => {
  sql = postgres(inject('app').databaseUrl, { max: 1, onnotice: () => {} })
  const [row] = await sql`select t.id, t.area_id, st_x(p.p) as lng, st_y(p.p) as lat from team_member m join team t on t.id = m.team_id join area a on a.id = t.area_id, lateral (select st_pointonsurface(a.geom) as p) p where m.account_id = 'demo-patrol' limit 1`
  team = { id: row!.id, areaId: row!.area_id, lng: row!.lng, lat: row!.lat }
  const [plan, route] = [randomUUID(), randomUUID()]
  await sql`insert into shift (area_id, team_id, during) values (${team.areaId}, ${team.id}, tstzrange(now() - interval '1 hour', now() + interval '3 hours'))`
  await sql`update patrol_plan set state = 'withdrawn' where state = 'published'`
  await sql`insert into patrol_plan (id, area_id, name, during, state, created_by) values (${plan}, ${team.areaId}, '夜巡', tstzrange(now() - interval '10 minutes', now() + interval '2 hours'), 'published', 'demo-command')`
  await sql`insert into patrol_route (id, plan_id, area_id, team_id, starts_at, ends_at, meters) values (${route}, ${plan}, ${team.areaId}, ${team.id}, now() - interval '10 minutes', now() + interval '2 hours', 700)`
  const stop = (id: string, ordinal: number, name: string) => sql`insert into patrol_stop (id, route_id, area_id, ordinal, kind, name, arrives_at, leaves_at, geom)
    values (${id}, ${route}, ${team.areaId}, ${ordinal}, 'checkpoint', ${name}, now() + make_interval(mins => ${ordinal * 10}), now() + make_interval(mins => ${ordinal * 10 + 5}), st_setsrid(st_makepoint(${team.lng + ordinal * 0.0004}, ${team.lat}), 4326))`
  await stop(stops.gate, 1, '东门')
  await stop(stops.stairs, 2, '二号楼')
})
afterAll(() => sql?.end())

const pill = (page: Page) => page.locator('.queue-pill')
const counts = async () => {
  const [row] = await sql`select (select count(*)::int from check_in where team_id = ${team.id} and account_id = 'demo-patrol') as check_ins, (select count(*)::int from photo where added_by = 'demo-patrol') as photos,
    (select count(*)::int from incident i join incident_log l on l.incident_id = i.id and l.action = 'report' where l.actor = 'demo-patrol' and i.provenance = 'patrol') as incidents,
    (select count(*)::int from position p join device d on d.id = p.device_id where d.name like 'phone-%') as positions`
  return row as unknown as { check_ins: number; photos: number; incidents: number; positions: number }
}
async function barriers(page: Page) {
  await page.evaluate(axe.source)
  const found = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as axe.AxeResults
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
}
const small = (page: Page) =>
  page.evaluate(() => [...document.querySelectorAll<HTMLElement>('button, select, label.button, a.button')].flatMap((control) => {
    const { width, height } = control.getBoundingClientRect()
    return width > 0 && (height < 43.5 || width < 43.5) ? [`${control.className} ${Math.round(width)}×${Math.round(height)}`] : []
  }))

test('a round goes on without a network, over a reload, and everything said on the way arrives once', async () => {
  const now = await visit('/patrol', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme: 'light', permissions: ['geolocation'], geolocation: { longitude: team.lng, latitude: team.lat, accuracy: 6 } }, null)
  const { page } = now
  const context = page.context()
  await signIn(context, inject('app').url, 'demo-patrol')
  await page.reload()
  await page.getByRole('heading', { name: '东门' }).waitFor()
  // Page and code are kept, data is not.
  await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration('/patrol'))?.active?.state)).toBe('activated')
  const kept = await page.evaluate(async () => { const [name] = await caches.keys(); return (await (await caches.open(name!)).keys()).map(({ url }) => new URL(url).pathname) })
  expect(kept).toContain('/patrol.html')
  expect(kept.filter((path) => !/^\/(assets\/|patrol[.-])/.test(path) || /scene|deckOverlay|MapPage/.test(path))).toEqual([])
  expect([await barriers(page), await small(page)]).toEqual([[], []])
  const before = await counts()
  const [{ began }] = await sql`select clock_timestamp() as began` as unknown as [{ began: Date }]

  await context.setOffline(true)
  await page.getByRole('switch', { name: '发送位置' }).tap()
  await page.getByText('已记录 1 点').waitFor()
  const act = page.locator('.action-main')
  await act.tap()
  await page.getByText('正在此点').waitFor()
  await act.tap()
  await page.getByRole('heading', { name: '二号楼' }).waitFor()
  await act.tap()
  // Three taps: the camera, what it is, send.
  await page.locator('.action-bar input[type=file]').setInputFiles({ name: 'IMG_1.png', mimeType: 'image/png', buffer: await twoHalves(1_200, 900).png() })
  await page.getByRole('radio').first().tap()
  await page.getByText('地点:当前位置').waitFor()
  expect([await barriers(page), await small(page)]).toEqual([[], []])
  await page.getByRole('button', { name: /^上报 ·/ }).tap()
  await page.locator('.phone-sheet').waitFor({ state: 'detached' })
  expect(await counts()).toEqual(before)

  // Meanwhile the plan loses the second stop.
  await sql`delete from patrol_stop where id = ${stops.stairs}`
  await page.reload()
  await page.getByText('没有网络:以下是').waitFor()
  await page.getByRole('heading', { name: '二号楼' }).waitFor()
  await expect.poll(() => pill(page).innerText()).toMatch(/离线 · 待发 [67]/)

  // The first request of each kind arrives, and its answer is lost.
  for (const path of ['**/api/incidents', '**/photos/*', '**/api/check-ins', '**/api/positions']) await page.route(path, async (route) => { await route.fetch(); await route.abort() }, { times: 1 })
  await context.setOffline(false)
  await pill(page).tap()
  const sendNow = page.getByRole('button', { name: '立即发送' })
  await expect.poll(async () => {
    await sendNow.click({ timeout: 2_000 }).catch(() => {})
    return pill(page).getAttribute('data-queue')
  }, { interval: 500 }).toBe('sent')
  const after = await counts()
  expect({ check_ins: after.check_ins - before.check_ins, incidents: after.incidents - before.incidents, photos: after.photos - before.photos }).toEqual({ check_ins: 3, incidents: 1, photos: 1 })
  expect(after.positions - before.positions).toBeGreaterThan(0)
  expect((await sql`select kind, stop_id from check_in where team_id = ${team.id} and account_id = 'demo-patrol' and received_at > ${began} order by at`).map(({ kind, stop_id }) => [kind, stop_id])).toEqual([['arrive', stops.gate], ['leave', stops.gate], ['arrive', null]])

  // What was kept for a stop that is gone is said, and stays until it is read.
  await page.locator('.queue-rows .told', { hasText: '二号楼' }).getByText('该点位已不在计划中').waitFor()
  await page.locator('.queue-rows .told').getByRole('button', { name: '知道了' }).tap()
  await expect.poll(() => pill(page).innerText()).toBe('已同步')
  expectClean(now)
  await now.close()
})

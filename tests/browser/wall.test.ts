// Four windows become a wall by code and stay one: shared camera, an alarm, a server that dies, a graphics context that is lost.
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { Alarm } from '../../geodata/model/alarm.ts'
import type { BoardAnswer } from '../../geodata/model/board.ts'
import type { WallAnswer, WallScreen } from '../../geodata/model/mapWall.ts'
import { demoCookie } from '../../server/cli/demoSession.ts'
import { readEnv } from '../../server/env.ts'
import { startServer } from '../../server/start.ts'
import { flags, probe, signIn } from './page.ts'
import { ask, type Desk, makeWall, moveWall, newId, showOn, wallView } from './wallWindows.ts'

const middle = { lng: 121.42, lat: 31.21 }
let server: Awaited<ReturnType<typeof startServer>>
let desk: Desk
let browser: Browser
let wall: WallAnswer
let operator: Page
const windows: Page[] = []
const start = (port: string) => startServer(readEnv({ PORT: port, DATABASE_URL: inject('app').databaseUrl, LOG_LEVEL: 'silent' }))
const open = async (path: string, viewport = { width: 640, height: 360 }, account?: string): Promise<Page> => {
  const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' })
  if (account) await signIn(context, desk.url, account)
  const page = await context.newPage()
  page.setDefaultTimeout(90_000)
  await page.goto(desk.url + path)
  return page
}
const drawn = (page: Page) => page.locator('.map-view[data-ready="true"]').first().waitFor()
const read = () => ask<WallAnswer>(desk, 'GET', `/api/map-walls/${wall.wall.id}`)
const cameras = () => Promise.all(windows.map((page) => probe(page, (map) => map.camera())))
const cards = () => Promise.all(windows.map((page) => page.locator('.wall-alarm').count()))

beforeAll(async () => {
  server = await start('0')
  desk = { url: server.url, cookie: await demoCookie(server.url, 'demo-command') }
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags })
  wall = await makeWall(desk, { rows: 2, columns: 2, view: wallView({ ...middle, zoom: 15 }, ['zones', 'incidents']) })
})
afterAll(async () => {
  await browser?.close()
  // Nothing of it rings in the tests of others.
  const { alarms } = await ask<{ alarms: Alarm[] }>(desk, 'GET', '/api/alarms')
  for (const { id, title } of alarms.filter((alarm) => alarm.acknowledgedAt === null)) if (title.startsWith('大屏试验')) await ask(desk, 'POST', `/api/alarms/${id}/acknowledge`, {})
  await ask(desk, 'POST', `/api/map-walls/${wall.wall.id}/retire`, { version: (await read()).wall.version })
  await server?.stop()
})

test('windows show a code and become screens when an operator approves it; a code is good once', async () => {
  operator = await open(`/walls/${wall.wall.id}`, { width: 1280, height: 800 }, 'demo-command')
  const codes: string[] = []
  for (const screen of wall.screens) {
    const page = await open('/wall')
    windows.push(page)
    const shown = page.locator('.wall-code')
    await expect.poll(async () => (await shown.innerText()).replaceAll(/\s/g, '')).toMatch(/^[2-9A-HJKMNP-TV-Z]{6}$/)
    const code = (await shown.innerText()).replaceAll(/\s/g, '')
    codes.push(code)
    if (screen === wall.screens[0]) {
      await operator.getByLabel('接入码').fill(code.toLowerCase())
      await operator.getByRole('button', { name: '批准接入' }).click()
    } else await ask(desk, 'POST', `/api/map-walls/${wall.wall.id}/approvals`, { code, screenId: screen.id })
    await page.waitForURL(`**/wall/${wall.wall.id}/${screen.id}`)
  }
  await Promise.all(windows.map(drawn))
  await expect(ask(desk, 'POST', `/api/map-walls/${wall.wall.id}/approvals`, { code: codes[3], screenId: wall.screens[2]!.id })).rejects.toThrow(/422/)
  // Read-only, whatever the window asks for.
  const refused = await windows[0]!.request.post(`${desk.url}/api/map-walls/${wall.wall.id}/moves`, { data: { camera: wall.wall.view.camera, desk: 'screen', seq: 1, sentAt: Date.now() } })
  expect(refused.status()).toBe(403)
})

/** Where the middle of a screen lies on another one, in its pixels, from their places on the wall alone. */
const across = (from: WallScreen, to: WallScreen, width: number, height: number) => [
  width / 2 + ((to.place.x + to.place.width / 2 - from.place.x - from.place.width / 2) / from.place.width) * width,
  height / 2 + ((to.place.y + to.place.height / 2 - from.place.y - from.place.height / 2) / from.place.height) * height,
]

test('the shared camera is one over all screens, and moves on all of them', async () => {
  const before = await cameras()
  const target = { ...wall.wall.view.camera, lng: middle.lng + 0.006, zoom: 15.5, bearing: 20 }
  await moveWall(desk, wall.wall.id, target, 1)
  for (const [i, page] of windows.entries()) {
    await expect.poll(async () => (await probe(page, (map) => map.camera())).bearing).toBeCloseTo(20, 3)
    expect((await probe(page, (map) => map.camera())).lng).not.toBeCloseTo(before[i]!.lng, 4)
  }
  // The middle of each other screen lies where the plane of the wall says, on every screen.
  const now = await cameras()
  for (const [i, page] of windows.entries()) {
    for (const [j, other] of now.entries()) {
      const [x, y] = await page.evaluate<[number, number]>(`document.querySelector('.map-view').fangcunMap.project([${other.lng}, ${other.lat}])`)
      const factor = await page.evaluate<number>(`document.querySelector('.map-view').clientWidth / document.querySelector('.map-canvas').clientWidth`)
      const [wantedX, wantedY] = across(wall.screens[i]!, wall.screens[j]!, 640 / factor, 360 / factor)
      expect([x - wantedX!, y - wantedY!].every((off) => Math.abs(off) < 1.5), `screen ${j} on screen ${i}: ${x}, ${y}; expected ${wantedX}, ${wantedY}`).toBe(true)
    }
  }
})

test('an alarm takes one screen there and tells who is near; taking note of it calms all', async () => {
  const before = await cameras()
  // Where something happened before, so that somebody answers for the place.
  const { rows } = await ask<BoardAnswer>(desk, 'GET', `/api/board?from=${new Date(Date.now() - 30 * 86_400_000).toISOString()}&to=${new Date(Date.now() + 86_400_000).toISOString()}&limit=1`)
  const { lng, lat } = rows[0]!
  await ask(desk, 'POST', '/api/incidents', { id: newId(), categoryId: 1, severity: 4, channel: 'phone', title: '大屏试验:井盖缺失', occurredAt: new Date(Date.now() - 1000).toISOString(), geometry: { type: 'Point', coordinates: [lng, lat] } })
  await expect.poll(async () => (await cards()).reduce((a, b) => a + b, 0)).toBe(1)
  const at = (await cards()).indexOf(1)
  const card = windows[at]!.locator('.wall-alarm')
  await expect.poll(() => card.innerText()).toMatch(/大屏试验:井盖缺失[\s\S]*(网格员|网格长)[\s\S]*直线/)
  await expect.poll(() => card.innerText()).not.toMatch(/查询中/)
  await expect.poll(async () => (await cameras())[at]!.lng).toBeCloseTo(lng, 4)
  const during = await cameras()
  for (const i of [0, 1, 2, 3].filter((each) => each !== at)) expect(during[i]).toEqual(before[i])
  await operator.locator('.wall-alarms li', { hasText: '井盖缺失' }).getByRole('button').click()
  await expect.poll(async () => (await cards()).reduce((a, b) => a + b, 0)).toBe(0)
  await expect.poll(async () => (await cameras())[at]!.lng).toBeCloseTo(before[at]!.lng, 4)
})

test('a server that dies is said on every screen; all heal by themselves and show what was changed', async () => {
  const { port } = new URL(desk.url)
  await server.stop()
  for (const page of windows) await page.locator('.wall-banner').waitFor()
  server = await start(port)
  desk.cookie = await demoCookie(server.url, 'demo-command')
  for (const page of windows) await page.locator('.wall-banner').waitFor({ state: 'detached' })
  const thrown = { lng: 121.43, lat: 31.22 }
  await showOn(desk, { wallId: wall.wall.id, screenId: wall.screens[3]!.id, content: { kind: 'view', view: wallView({ ...thrown, zoom: 13 }, ['zones']) } })
  await expect.poll(async () => (await cameras())[3]!.lng).toBeCloseTo(thrown.lng, 3)
})

test('a lost graphics context is made anew, and the desk is told', async () => {
  const page = windows[1]!
  const where = (await cameras())[1]!
  await page.evaluate(`document.querySelector('.map-view canvas').getContext('webgl2').getExtension('WEBGL_lose_context').loseContext()`)
  await expect.poll(async () => (await read()).states.find(({ screenId }) => screenId === wall.screens[1]!.id)?.told.contextLosses).toBe(1)
  await drawn(page)
  expect(await probe(page, (map) => map.camera())).toEqual(where)
  await expect.poll(async () => (await read()).states.map(({ told }) => told.live)).toEqual(['live', 'live', 'live', 'live'])
  await operator.goto(`${desk.url}/walls/${wall.wall.id}/status`)
  await expect.poll(() => operator.locator('main').innerText()).toMatch(/WebGL/)
})

test('a window that is sent away goes dark and asks anew', async () => {
  await ask(desk, 'DELETE', `/api/map-walls/${wall.wall.id}/screens/${wall.screens[2]!.id}/window`)
  await windows[2]!.waitForURL('**/wall?away=1')
  expect((await windows[2]!.request.get(`${desk.url}/api/incidents?limit=1`)).status()).toBe(401)
})

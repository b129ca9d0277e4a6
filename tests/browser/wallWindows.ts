// A wall and its windows, as tests and benches need them: made by an operator through the interface of programs, joined by code as windows do.
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { uuidv7 } from '../../geodata/model/id.ts'
import type { ScreenContent, WallAnswer, WallClaimAnswer, WallCodeAnswer, WallMove } from '../../geodata/model/mapWall.ts'
import { standardZoneStyle, type View } from '../../geodata/model/view.ts'

export const newId = () => uuidv7(Math.random, Date.now())
/** An operator at the interface of programs. `cookie`: of its session. */
export type Desk = { url: string; cookie: string }

export async function ask<Answer>({ url, cookie }: Desk, method: string, path: string, body?: unknown): Promise<Answer> {
  const answer = await fetch(url + path, { method, headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 300)}`)
  return (text ? JSON.parse(text) : undefined) as Answer
}

export const wallView = (camera: Partial<View['camera']> & { lng: number; lat: number }, layers: View['layers'], more: Partial<View> = {}): View => ({
  camera: { zoom: 14, bearing: 0, pitch: 0, ...camera }, layers, zoneFigure: 'none', zoneStyle: standardZoneStyle, time: { lastHours: 24 * 7 }, categoryIds: null, states: null, minSeverity: 1, provenance: null,
  hoursOfWeek: null, areaId: null, compare: null, theme: 'dark', selection: null, at: null, zonesOn: null, planId: null, cameraPlanId: null, ...more,
})

/** Screens of 1.2 m by 0.675 m with bezels of 4 mm. */
export const makeWall = (desk: Desk, { rows, columns, view, areaId = 1 }: { rows: number; columns: number; view: View; areaId?: number }): Promise<WallAnswer> =>
  ask(desk, 'POST', '/api/map-walls', { id: newId(), areaId, name: '试验大屏', layout: { rows, columns, widthMm: 1200, heightMm: 675, bezelMm: { x: 4, y: 4 } }, view })

export const moveWall = (desk: Desk, wallId: string, camera: View['camera'], seq: number): Promise<void> => ask(desk, 'POST', `/api/map-walls/${wallId}/moves`, { camera, desk: 'bench', seq, sentAt: Date.now() } satisfies WallMove)

export async function showOn(desk: Desk, { wallId, screenId, content }: { wallId: string; screenId: string; content: ScreenContent }): Promise<WallAnswer> {
  const { screens } = await ask<WallAnswer>(desk, 'GET', `/api/map-walls/${wallId}`)
  return ask(desk, 'PATCH', `/api/map-walls/${wallId}/screens/${screenId}`, { version: screens.find(({ id }) => id === screenId)!.version, content })
}

/** Lets the browser context in as a screen, without its page: the code is asked for, approved and claimed. */
export async function joinContext(desk: Desk, context: BrowserContext, wallId: string, screenId: string): Promise<void> {
  const post = async <Answer>(path: string, data: unknown): Promise<Answer> => {
    const answer = await context.request.post(desk.url + path, { data })
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`)
    return (await answer.json()) as Answer
  }
  const { id, code, secret } = await post<WallCodeAnswer>('/api/wall-codes', {})
  await ask(desk, 'POST', `/api/map-walls/${wallId}/approvals`, { code, screenId })
  const claimed = await post<WallClaimAnswer>('/api/wall-codes/claims', { id, secret })
  if (claimed.state !== 'joined') throw new Error('the window was approved and is not let in')
}

/** A window of its own browser profile, joined, with its map drawn. */
export async function openWindow(desk: Desk, browser: Browser, { wallId, screenId, viewport = { width: 960, height: 540 } }: { wallId: string; screenId: string; viewport?: { width: number; height: number } }): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' })
  await joinContext(desk, context, wallId, screenId)
  const page = await context.newPage()
  page.setDefaultTimeout(120_000)
  await page.goto(`${desk.url}/wall/${wallId}/${screenId}`)
  await page.locator('.map-view[data-ready="true"]').first().waitFor()
  return page
}

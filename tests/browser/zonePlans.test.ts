import axe from 'axe-core'
import { mkdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { areaSquareMeters } from '../../geodata/geometry/areaSquareMeters.ts'
import type { ZonePlanRecord } from '../../geodata/model/zonePlan.ts'
import { openNewTown, type NewTown } from './newTown.ts'
import { drawn, expectClean, probe, useBrowser } from './page.ts'

const { visitAt } = useBrowser()
let town: NewTown
beforeAll(async () => { town = await openNewTown() })
afterAll(() => town?.stop())

const wide = { viewport: { width: 1920, height: 1080 } }
const supervisor = 'demo-supervisor'
/** Pictures for a person to look at, where somebody asks for them. */
const album = process.env.FANGCUN_PICTURES
const shoot = async (page: Page, name: string) => { if (album) { mkdirSync(album, { recursive: true }); await page.screenshot({ path: `${album}/${name}.png` }) } }

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const found = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as axe.AxeResults
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(' | ')}`)
}
const openPlans = (page: Page) => page.getByRole('tab', { name: '网格规划' }).click()
const rows = (page: Page) => page.locator('.alternatives tbody tr')
/** A number of a column of the alternatives. */
const figure = async (page: Page, row: number, column: string) => {
  const index = (await page.locator('.alternatives thead th').allInnerTexts()).indexOf(column)
  return Number((await rows(page).nth(row).locator('th, td').nth(index).innerText()).replaceAll(/[,%]/g, ''))
}
const inSeconds = async (page: Page, seconds: string) => {
  if (!(await page.getByLabel('秒数', { exact: true }).isVisible())) await page.getByText('方案数、随机种子、用时').click()
  await page.getByLabel('秒数', { exact: true }).fill(seconds)
}
async function design(page: Page) {
  await page.getByRole('button', { name: '开始划分' }).click()
  await rows(page).first().waitFor({ timeout: 120_000 })
  await drawn(page)
}
async function adopt(page: Page, day: string | null) {
  await page.getByRole('button', { name: '启用…' }).click()
  const dialog = page.getByRole('dialog')
  if (day) await dialog.locator('input[type=date]').fill(day)
  await dialog.locator('button[type=submit]').click()
  await dialog.waitFor({ state: 'detached', timeout: 90_000 })
}
type Place = [number, number]
/** Drags a corner that two zones share, near the middle of the map, by some pixels. */
async function moveBorder(page: Page) {
  const canvas = (await page.locator('.map-canvas').first().boundingBox())!
  const on = ([x, y]: Place): Place => [canvas.x + x, canvas.y + y]
  const label = await probe(page, (map) => map.project((map.rendered(['planned-label'])[0]!.geometry as { coordinates: [number, number] } & GeoJSON.Point).coordinates))
  await page.mouse.click(...on(label))
  const corner = () => probe(page, (map) => {
    const middle = { x: document.querySelector('.map-canvas')!.clientWidth / 2, y: document.querySelector('.map-canvas')!.clientHeight / 2 }
    const shared = map.rendered(['plan-corner']).filter(({ properties }) => properties?.sort === 'shared').map(({ geometry }) => map.project((geometry as { coordinates: [number, number] } & GeoJSON.Point).coordinates))
    return shared.toSorted((a, b) => Math.hypot(a[0] - middle.x, a[1] - middle.y) - Math.hypot(b[0] - middle.x, b[1] - middle.y))[0] ?? null
  })
  await expect.poll(corner).not.toBeNull()
  const [x, y] = on((await corner())!)
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 5, y + 4, { steps: 3 })
  await page.mouse.move(x + 11, y + 9, { steps: 3 })
  await page.mouse.up()
}
const planOf = async (page: Page) => (await (await page.request.get(`${town.url}/api/zone-plans/${new URL(page.url()).searchParams.get('plan')}`)).json()) as ZonePlanRecord
const shapes = ({ zones }: ZonePlanRecord) => new Map(zones.map(({ key, geometry }) => [key, JSON.stringify(geometry)]))
const today = async () => (await (await fetch(`${town.url}/health`)).json() as { now: string }).now

test('a community is laid out, changed by hand, adopted, changed again for a new estate, and its days are shown', async () => {
  const visited = await visitAt(town.url, '/', wide, supervisor)
  const { page } = visited
  await openPlans(page)
  await expect.poll(() => page.locator('.zone-plan-head select').innerText()).toContain('春和社区')

  // Laid out from the buildings that were imported.
  await inSeconds(page, '5')
  await design(page)
  const zones = await figure(page, 0, '网格数')
  expect(zones).toBeGreaterThanOrEqual(6)
  expect(await figure(page, 0, '最少')).toBeGreaterThanOrEqual(250)
  expect(await figure(page, 0, '最多')).toBeLessThanOrEqual(500)
  expect(await figure(page, 0, '跨越')).toBe(0)
  expect(await probe(page, (map) => new Set(map.rendered(['planned-label']).map(({ properties }) => properties?.label)).size)).toBe(zones)
  await shoot(page, 'design')
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: /将方案 1 存为草案/ }).click()
  await page.locator('.open-plan .plan-name').waitFor()
  // The address follows a moment later.
  await expect.poll(() => new URL(page.url()).searchParams.get('plan')).toMatch(/^[0-9a-f-]{36}$/)
  // One border is moved by hand: both of its zones change, nothing is left without one, and it is saved by itself.
  const before = await planOf(page)
  await drawn(page)
  await moveBorder(page)
  await expect.poll(async () => (await planOf(page)).plan.version).toBeGreaterThan(before.plan.version)
  const after = await planOf(page)
  const moved = [...shapes(after)].filter(([key, shape]) => shapes(before).get(key) !== shape)
  expect(moved.length).toBeGreaterThanOrEqual(2)
  const ground = ({ zones: all }: ZonePlanRecord) => all.reduce((sum, { geometry }) => sum + areaSquareMeters(geometry), 0)
  expect(Math.abs(ground(after) - ground(before))).toBeLessThan(1)
  await shoot(page, 'draft')
  await adopt(page, null)
  await expect.poll(() => page.locator('.open-plan .badge').first().innerText()).toContain('已启用')
  await shoot(page, 'adopted')

  // A new estate: its homes are too many for the zone that they lie in.
  await page.getByRole('button', { name: '关闭方案' }).click()
  await town.addEstate()
  await page.getByRole('radio', { name: '最小调整' }).check({ force: true })
  await design(page)
  expect(await page.locator('.plan-dock').innerText()).toContain('按占地估算')
  const points = page.locator('.balance-curve [role=radio]')
  if ((await points.count()) > 1) { await points.last().click(); expect(await points.last().getAttribute('aria-checked')).toBe('true') }
  await shoot(page, 'redesign')
  await page.getByRole('button', { name: /存为草案/ }).click()
  await page.locator('.open-plan .plan-name').waitFor()
  await page.getByRole('button', { name: '对比', exact: true }).click()
  await page.locator('.comparison tbody tr').first().waitFor()
  await drawn(page)
  await shoot(page, 'compare')
  // The next day on the calendar of the town.
  const tomorrow = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(Date.parse(await today()) + 86_400_000)
  await adopt(page, tomorrow)
  await expect.poll(() => page.locator('.open-plan .badge').first().innerText()).toContain('起启用')

  // The days: what holds now, and what will.
  const bar = page.locator('.zone-day-bar')
  await expect.poll(() => bar.innerText()).toContain(tomorrow)
  await page.getByRole('button', { name: '关闭方案' }).click()
  await drawn(page)
  await shoot(page, 'day-to-come')
  // Both days over each other, each from its own tiles, with a line that keys move; the link has both.
  const asked: string[] = []
  page.on('request', (request) => { if (request.url().includes('/tiles/zones/')) asked.push(new URL(request.url()).searchParams.get('day') ?? '') })
  await bar.getByRole('button', { name: '与另一天对比' }).click()
  const line = page.getByRole('slider', { name: /分界线/ })
  await line.focus()
  await page.keyboard.press('ArrowRight')
  expect(await line.inputValue()).toBe('51')
  const other = await bar.locator('select').inputValue()
  await expect.poll(() => asked).toContain(other)
  await expect.poll(() => new URL(page.url()).searchParams.get('vsday')).toBe(other)
  expect(await page.locator('.swiping > .pane > .pane-head').allInnerTexts()).toEqual([other, tomorrow])
  await shoot(page, 'days-compared')
  await bar.getByRole('button', { name: '结束对比' }).click()
  await bar.getByRole('slider').focus()
  await page.keyboard.press('ArrowLeft')
  await expect.poll(() => bar.count()).toBe(0)
  await drawn(page)
  await shoot(page, 'day-now')
  expectClean(visited)
  await visited.close()
}, 300_000)

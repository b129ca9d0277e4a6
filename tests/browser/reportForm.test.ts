import axe from 'axe-core'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { twoHalves } from '../server/pictures.ts'
import { drawn, expectClean, probe, useBrowser, type Visit } from './page.ts'

const { visit } = useBrowser()
let now: Visit
let zone: { code: string; nameZh: string; center: [number, number] }

const form = (page: Page) => page.locator('.report')
async function openForm(page: Page) {
  await page.locator('#map-pane').focus()
  await page.keyboard.press('n')
  await form(page).waitFor()
}
/** Category and place by keys; the cursor ends in the title. */
async function fill(page: Page, title: string) {
  await form(page).getByRole('combobox', { name: '类别' }).fill('井盖')
  await page.keyboard.press('Enter')
  await form(page).getByRole('combobox', { name: '地点' }).fill(zone.code)
  await form(page).locator('.combo-list:visible li', { hasText: zone.code }).waitFor()
  await page.keyboard.press('Enter')
  await form(page).getByLabel('事由').fill(title)
}
const send = (page: Page) => form(page).getByRole('button', { name: '上报', exact: true }).click()
const numberIn = async (message: Locator) => /([A-Z0-9-]{6,})/.exec(await message.innerText())![1]!
async function barriers(page: Page) {
  await page.evaluate(axe.source)
  const found = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as axe.AxeResults
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
}

describe('the form of a report', () => {
  beforeAll(async () => {
    now = await visit('/')
    const { url, cookie } = inject('app')
    zone = ((await (await fetch(`${url}/api/zones`, { headers: { cookie } })).json()) as { zones: (typeof zone)[] }).zones[9]!
  })
  afterAll(async () => {
    expectClean(now)
    await now.close()
  })

  test('takes a photo and a contact; the handler reads the contact on the page of the incident, nobody else is offered it', async () => {
    const { page } = now
    await drawn(page)
    await openForm(page)
    await fill(page, '井盖缺失有人绊倒')
    await form(page).locator('.photo-input').setInputFiles({ name: 'DSC_0001.png', mimeType: 'image/png', buffer: await twoHalves(3_000, 1_000).png() })
    await form(page).locator('.photos img').waitFor()
    await form(page).getByLabel('回访联系方式').fill('13800138000 王')
    expect(await barriers(page)).toEqual([])
    await send(page)
    await page.locator('.messages', { hasText: '已上报' }).waitFor()
    const id = new URL(page.url()).searchParams.get('s')!.replace('incident:', '')
    await page.goto(`${inject('app').url}/incidents/${id}`)
    const photo = page.locator('.fact-card .photos img')
    await expect.poll(() => photo.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(2_048)
    expect(await page.locator('.incident-page').innerText()).not.toContain('13800138000')
    await page.getByRole('button', { name: '查看回访联系方式' }).click()
    await page.getByText('13800138000 王').waitFor()
    await page.getByRole('button', { name: '隐藏' }).click()
    expect(await page.locator('.incident-page').innerText()).not.toContain('13800138000')
    const other = await visit(`/incidents/${id}`, {}, 'demo-leader')
    await other.page.locator('.fact-card').waitFor()
    expect(await other.page.getByRole('button', { name: '查看回访联系方式' }).count()).toBe(0)
    expect((await other.page.request.get(`${inject('app').url}/api/incidents/${id}/contact`)).status()).toBe(404)
    await other.close()
  })

  test('"the same" sends the report and merges it into the other; the log of both stays', async () => {
    const { page } = now
    await page.goto(`${inject('app').url}/`)
    await drawn(page)
    await openForm(page)
    await fill(page, '井盖缺失')
    const double = form(page).locator('.doubles li', { hasText: '井盖缺失有人绊倒' })
    await double.waitFor()
    await double.focus()
    await page.keyboard.press('s')
    await form(page).getByText('上报后并入').waitFor()
    await send(page)
    const said = page.locator('.messages', { hasText: '并入' })
    await said.waitFor()
    expect(await said.innerText()).toMatch(/已上报.*并入/)
    const number = await numberIn(said)
    await expect.poll(() => page.locator('.detail-panel').innerText()).toContain('已并案')
    expect(await page.locator('.detail-panel').innerText()).toContain(number)
  })

  test('an area is drawn by keys alone: each corner lies where the arrows sent the map', async () => {
    const { page } = now
    await openForm(page)
    await page.getByRole('button', { name: '面:在地图上绘制' }).click()
    await page.locator('.map-canvas canvas').first().focus()
    const corners = async () => Number(/已有 (\d+) 点/.exec(await form(page).locator('[role=status]', { hasText: '已有' }).innerText())?.[1])
    const from = await probe(page, (map) => map.camera())
    // No pause between an arrow and Space, as fast as the keys come.
    for (const key of [' ', 'ArrowRight', ' ', 'ArrowDown', ' ']) await page.keyboard.press(key)
    await expect.poll(corners).toBe(3)
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByRole('combobox', { name: '地点' }).inputValue()).toBe('已绘制面')
    const ring = await page.evaluate(() => (JSON.parse(Object.entries(localStorage).find(([, value]) => String(value).includes('"Polygon"'))![1] as string) as { geometry: { coordinates: [number, number][][] } }).geometry.coordinates[0]!)
    const step = (100 * 360) / (512 * 2 ** from.zoom)
    const lngs = ring.map(([lng]) => lng)
    const lats = ring.map(([, lat]) => lat)
    expect((Math.max(...lngs) - Math.min(...lngs)) / step).toBeCloseTo(1, 1)
    expect((Math.max(...lats) - Math.min(...lats)) / (step * Math.cos((from.lat * Math.PI) / 180))).toBeCloseTo(1, 1)
    await form(page).getByRole('button', { name: '清空' }).click()
    await form(page).getByLabel('事由').focus()
    await page.keyboard.press('Escape')
    await expect.poll(() => form(page).count()).toBe(0)
    // The keys go on at the map, not at the top of the page.
    await expect.poll(() => page.evaluate(() => document.activeElement?.matches('.map-pane canvas'))).toBe(true)
  })

  test('a matter can be taken down while the server is away', async () => {
    const { page, close } = await visit('/')
    await expect.poll(() => page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => /ReportPanel.*\.(js|css)/.test(name)).length)).toBeGreaterThan(1)
    await page.waitForTimeout(500)
    await page.route('**/*', (route) => route.abort('connectionrefused'))
    await openForm(page)
    await form(page).getByLabel('事由').fill('断网时记下')
    await close()
  })

  test('in light, in English and on a phone axe finds no barrier either, and nothing is wider than the screen', async () => {
    for (const [path, options] of [['/?theme=light', { locale: 'en-GB' }], ['/', { viewport: { width: 390, height: 844 }, hasTouch: true }]] as const) {
      const { page, close } = await visit(path, options)
      await openForm(page)
      await form(page).locator('input[role=combobox]').first().fill(path === '/' ? '路灯' : 'light')
      await form(page).locator('.combo-list:visible').waitFor()
      expect(await barriers(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
      const foot = (await form(page).locator('.report-foot .button.primary').boundingBox())!
      expect(foot.y + foot.height).toBeLessThanOrEqual(page.viewportSize()!.height)
      await close()
    }
  })
})

import { afterEach, describe, expect, inject, test } from 'vitest'
import { uuidv7 } from '../../geodata/model/id.ts'
import { drawn, expectClean, probe, useBrowser, type Visit } from './page.ts'

const { visit } = useBrowser()
let now: Visit
afterEach(async () => {
  if (!now) return
  expectClean(now)
  await now.close()
})

/** The whole town on the screen, so that every hexagon is drawn. */
async function town(query = ''): Promise<Visit> {
  const { url, cookie } = inject('app')
  const { center } = (await (await fetch(`${url}/api/config`, { headers: { cookie } })).json()) as { center: [number, number] }
  return visit(`/?c=${center[0]},${center[1]},13${query}`)
}
const counts = ({ page }: Visit) => probe(page, (map) => map.hexagons().map(({ count }) => count))
const held = async (visited: Visit) => (await counts(visited)).reduce((sum, count) => sum + count, 0)
/** How many incidents the filter panel says pass. */
async function matching({ page }: Visit): Promise<number> {
  const text = await page.locator('.filter-head [role=status]').innerText()
  return Number(text.split('/')[0]!.replaceAll(/\D/g, ''))
}
const layerSwitch = ({ page }: Visit) => page.getByRole('switch', { name: '事件六角柱' })
const openFilter = ({ page }: Visit) => page.getByRole('tab', { name: '筛选' }).click()
const loaded = ({ page }: Visit) => page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.includes('deckOverlay')))

describe('incident hexagons', () => {
  test('are fetched when they are switched on, hold every incident the panel counts, and follow filter and live changes', async () => {
    now = await town()
    expect(await loaded(now)).toEqual([])
    expect(await counts(now)).toEqual([])
    await layerSwitch(now).check()
    await expect.poll(() => held(now), { timeout: 20_000 }).toBeGreaterThan(100)
    expect((await loaded(now)).length).toBeGreaterThan(0)
    expect(new URL(now.page.url()).searchParams.get('l')).toContain('incidentHexagons')
    await openFilter(now)
    const all = await matching(now)
    await expect.poll(() => held(now)).toBe(all)
    expect((await counts(now)).length).toBeLessThan(all)

    const { url, cookie } = inject('app')
    const { categories } = (await (await fetch(`${url}/api/categories`, { headers: { cookie } })).json()) as { categories: { id: number; voice: boolean }[] }
    const { lng, lat } = await probe(now.page, (map) => map.camera())
    const answer = await fetch(`${url}/api/incidents`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, cookie },
      body: JSON.stringify({ id: uuidv7(Math.random, Date.now()), categoryId: categories.find(({ voice }) => !voice)!.id, channel: 'phone', title: '六角柱测试', occurredAt: new Date().toISOString(), geometry: { type: 'Point', coordinates: [lng, lat] } }),
    })
    expect(answer.status).toBe(201)
    await expect.poll(() => held(now), { timeout: 10_000 }).toBe(all + 1)
    expect(await matching(now)).toBe(all + 1)

    await layerSwitchOff(now)
    expect(await counts(now)).toEqual([])
  })

  test.each([['time', '&t=168h'], ['severity, state, provenance and category', '&sev=2&st=reported,handling,closed,archived&by=public,patrol&cat=1,2,3,4,5,6,7,8,9,10']])('count only what passes the filter by %s', async (_, query) => {
    now = await town(`&l=zones,incidentHexagons${query}`)
    await openFilter(now)
    await expect.poll(() => held(now), { timeout: 20_000 }).toBeGreaterThan(0)
    await expect.poll(async () => (await held(now)) - (await matching(now)), { timeout: 5_000 }).toBe(0)
    expect(await matching(now)).toBeLessThan(1_200)
  })

  test('stand up when the map is tilted by its button, and say their count under the pointer', async () => {
    now = await town('&l=zones,incidentHexagons')
    await expect.poll(() => held(now), { timeout: 20_000 }).toBeGreaterThan(100)
    const button = now.page.getByRole('button', { name: /立体视图.*3D view/ })
    expect(await button.getAttribute('aria-pressed')).toBe('false')
    const [first] = await probe(now.page, (map) => map.hexagons().toSorted((a, b) => b.count - a.count).map(({ lng, lat, count }) => ({ at: map.project([lng, lat]), count })))
    const box = (await now.page.locator('.map-view').boundingBox())!
    await now.page.mouse.move(box.x + first!.at[0] + 3, box.y + first!.at[1] + 3)
    await expect.poll(() => now.page.locator('.map-tooltip').innerText()).toContain(`${first!.count} 件`)

    await button.click()
    await expect.poll(() => button.getAttribute('aria-pressed')).toBe('true')
    await drawn(now.page)
    expect((await probe(now.page, (map) => map.camera())).pitch).toBeGreaterThanOrEqual(25)
    // Something stands above the ground: the pixels that answer reach beyond the tallest column's own hexagon.
    const [tallest] = await probe(now.page, (map) => map.hexagons().toSorted((a, b) => b.count - a.count).map(({ lng, lat, count }) => ({ at: map.project([lng, lat]), count })))
    await now.page.mouse.move(box.x + tallest!.at[0], box.y + tallest!.at[1] - 12)
    await expect.poll(() => now.page.locator('.map-tooltip').innerText()).toContain(`${tallest!.count} 件`)
    await button.click()
    await expect.poll(() => probe(now.page, (map) => map.camera().pitch)).toBe(0)
  })

  test('come back after the browser has taken the WebGL context, and stay through a change of theme', async () => {
    now = await town('&l=zones,incidentHexagons')
    await expect.poll(() => held(now), { timeout: 20_000 }).toBeGreaterThan(100)
    const before = await held(now)
    await now.page.getByRole('button', { name: '明暗切换' }).click()
    await expect.poll(() => now.page.locator('.map-view').getAttribute('class')).toContain('light')
    await drawn(now.page)
    expect(await held(now)).toBe(before)
    await now.page.evaluate(() => document.querySelector<HTMLCanvasElement>('.map-view canvas')!.getContext('webgl2')!.getExtension('WEBGL_lose_context')!.loseContext())
    await now.page.waitForTimeout(500)
    await drawn(now.page)
    await expect.poll(() => held(now), { timeout: 20_000 }).toBe(before)
  })
})

async function layerSwitchOff(visited: Visit) {
  await visited.page.getByRole('tab', { name: /图层/ }).click()
  await layerSwitch(visited).uncheck()
  await drawn(visited.page)
}

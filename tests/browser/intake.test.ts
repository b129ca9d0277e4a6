import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { drawn, expectClean, probe, useBrowser, type Visit } from './page.ts'

const { visit } = useBrowser()
let now: Visit
/** As fast as a practised hand: 12 keys a second. */
const delay = 80

describe('taking a matter in', () => {
  beforeAll(async () => (now = await visit('/')))
  afterAll(async () => {
    expectClean(now)
    await now.close()
  })
  const zoneCode = async () => ((await (await now.page.request.get(`${inject('app').url}/api/zones`)).json()) as { zones: { code: string; nameZh: string }[] }).zones[5]!
  const focused = () => now.page.evaluate(() => document.activeElement?.closest('.field')?.querySelector('label')?.textContent ?? '')

  test('takes less than 20 seconds by keys alone, from N to the number', async () => {
    const { page } = now
    const { code, nameZh } = await zoneCode()
    await drawn(page)
    const before = Date.now()
    await page.keyboard.press('n')
    await expect.poll(focused).toBe('类别')
    await page.keyboard.type('路灯', { delay })
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe('地点')
    await page.keyboard.type(code, { delay })
    await page.locator('.combo-list:visible li', { hasText: code }).waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(focused).toBe('事由')
    // Who answers there is said at once.
    await page.locator('.report .answer', { hasText: nameZh }).waitFor()
    await page.locator('.report .answer .posts').waitFor()
    await page.keyboard.press('End')
    await page.keyboard.type('3号楼北侧', { delay })
    await page.keyboard.press('Control+Enter')
    await page.locator('.messages', { hasText: '已上报' }).waitFor()
    const seconds = (Date.now() - before) / 1000
    expect(seconds).toBeLessThan(20)
    await page.locator('.detail-panel h3', { hasText: '路灯不亮3号楼北侧' }).waitFor()
  })

  test('a double is shown with its reason and on the map, and D calls it different', async () => {
    const { page } = now
    const { code } = await zoneCode()
    await page.keyboard.press('n')
    await expect.poll(focused).toBe('类别')
    await page.keyboard.type('路灯')
    await page.keyboard.press('Enter')
    await page.keyboard.type(code)
    await page.locator('.combo-list:visible li', { hasText: code }).waitFor()
    await page.keyboard.press('Enter')
    const first = page.locator('.report .doubles li', { hasText: '路灯不亮3号楼北侧' })
    await first.waitFor()
    expect(await first.locator('.reason').innerText()).toMatch(/同一地点.*同类别.*文字相同/)
    await expect.poll(() => probe(page, (map) => map.rendered(['double-ring']).length)).toBeGreaterThan(0)
    await first.focus()
    await page.keyboard.press('d')
    await expect.poll(() => first.count()).toBe(0)
  })

  test('a draft survives a reload, without what was written as a contact', async () => {
    const { page } = now
    await page.getByLabel('情况说明').fill('联系 13800138000')
    await page.locator('.report .personal mark', { hasText: '13800138000' }).waitFor()
    await page.reload()
    await drawn(page)
    await page.locator('#map-pane').focus()
    await page.keyboard.press('n')
    await expect.poll(() => page.getByLabel('情况说明').inputValue()).toBe('联系 13800138000')
    await page.getByRole('button', { name: '删去' }).click()
    expect(await page.getByLabel('情况说明').inputValue()).toBe('联系')
  })

  test('an answer that was lost makes no second incident', async () => {
    const { page } = now
    let posts = 0
    await page.route('**/api/incidents', async (route) => {
      if (route.request().method() !== 'POST') return route.fallback()
      posts++
      if (posts > 1) return route.fallback()
      // The server takes it in; the answer never comes.
      await route.fetch()
      await route.abort('connectionfailed')
    })
    const answered = page.waitForResponse((response) => response.url().endsWith('/api/incidents') && response.request().method() === 'POST')
    await page.getByRole('button', { name: '上报', exact: true }).click()
    await page.getByText('没有收到应答').waitFor()
    await page.getByRole('button', { name: '再次发送' }).click()
    expect((await answered).status()).toBe(200)
    await page.locator('.messages', { hasText: '已上报' }).waitFor()
    await page.unroute('**/api/incidents')
  })

  test('an area is drawn on the map, its fault is said, a corner is taken back, Esc closes and keeps it', async () => {
    const { page } = now
    await page.locator('#map-pane').focus()
    await page.keyboard.press('n')
    await page.getByRole('button', { name: '面:在地图上绘制' }).click()
    const map = page.locator('.map-canvas')
    const corners = async () => Number(/已有 (\d+) 点/.exec(await page.locator('.report [role=status]', { hasText: '已有' }).innerText())?.[1])
    const places: [number, number][] = [[300, 150], [450, 160], [440, 280], [380, 100]]
    for (const [index, [x, y]] of places.entries()) {
      await map.click({ position: { x, y } })
      await expect.poll(corners).toBe(index + 1)
      await page.waitForTimeout(350)
    }
    await page.locator('.report .field-error', { hasText: '边线自相交叉' }).waitFor()
    expect(await page.getByRole('button', { name: '完成' }).isDisabled()).toBe(true)
    await page.getByRole('button', { name: '撤销上一点' }).click()
    await expect.poll(corners).toBe(3)
    await page.getByRole('button', { name: '完成' }).click()
    await expect.poll(() => page.getByRole('combobox', { name: '地点' }).inputValue()).toBe('已绘制面')
    await expect.poll(() => probe(page, (shown) => shown.rendered(['draft-area']).length)).toBeGreaterThan(0)
    await page.getByLabel('事由').focus()
    await page.keyboard.press('Escape')
    await expect.poll(() => page.locator('.report').count()).toBe(0)
    await page.locator('#map-pane').focus()
    await page.keyboard.press('n')
    await expect.poll(() => page.getByRole('combobox', { name: '地点' }).inputValue()).toBe('已绘制面')
  })
})

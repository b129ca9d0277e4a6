import axe from 'axe-core'
import { describe, expect, it } from 'vitest'
import { drawn, drawnIncidents, expectClean, useBrowser } from './page.ts'

const { visit } = useBrowser()

describe('the time machine', () => {
  it('shows the desk as it stood, says so, offers nothing, and returns with Escape', async () => {
    const seen = await visit('/?t=8760h')
    const { page } = seen
    const now = await drawnIncidents(page)
    const received = () => page.locator('.figures dd').first().innerText()
    const receivedNow = await received()
    await page.getByRole('button', { name: '时光机', exact: false }).first().click()
    await page.locator('.past-bar').waitFor()
    const month = Date.now() - 40 * 86_400_000
    await page.locator('.past-moment').fill(new Date(month + 8 * 3_600_000).toISOString().slice(0, 16))
    await page.locator('.past-moment').press('Enter')
    await expect.poll(() => new URL(page.url()).searchParams.get('at')).toBe(new Date(Math.floor(month / 60_000) * 60_000).toISOString())
    expect(await page.locator('.past-when').innerText()).toContain('当时')
    await expect.poll(received, { timeout: 30_000 }).not.toBe(receivedNow)
    await drawn(page)
    await expect.poll(() => drawnIncidents(page), { timeout: 30_000 }).toBeLessThan(now)
    await page.getByRole('button', { name: '+1 时' }).click()
    await expect.poll(() => new URL(page.url()).searchParams.get('at')).toBe(new Date(Math.floor(month / 60_000) * 60_000 + 3_600_000).toISOString())
    await page.locator('#map-pane').focus()
    await page.keyboard.press('Escape')
    await page.locator('.past-bar').waitFor({ state: 'detached' })
    await expect.poll(() => new URL(page.url()).searchParams.get('at')).toBe(null)
    await expect.poll(() => drawnIncidents(page), { timeout: 30_000 }).toBeGreaterThanOrEqual(now)
    expectClean(seen)
    await seen.close()
  })
})

describe('the page of figures', () => {
  it('is reached from the map, opens a number to formula and rows, and a row on the map', async () => {
    const seen = await visit('/?t=8760h')
    const { page } = seen
    await page.locator('.figures-more').click()
    const table = page.locator('.figure-table')
    await table.waitFor()
    await expect.poll(() => new URL(page.url()).pathname).toBe('/figures')
    await expect.poll(() => new URL(page.url()).searchParams.get('t')).toBe('8760h')
    await table.locator('.figure-cell').first().waitFor()
    await page.evaluate(axe.source)
    // Whoever speaks to the page says what stands on it: that rule is experimental, so it is asked for by name.
    const found = (await page.evaluate('axe.run(document, { resultTypes: ["violations"], rules: { "label-content-name-mismatch": { enabled: true } } })')) as axe.AxeResults
    expect(found.violations.flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.target.join(' ')}`))).toEqual([])
    const cell = table.locator('tbody tr').nth(4).locator('.figure-cell').nth(1)
    await cell.click()
    const detail = page.locator('.figure-detail')
    expect(await detail.innerText()).toContain('办结数 ÷ 收到数')
    const [above, below] = ((await cell.locator('small').first().innerText()).match(/[\d,]+/g) ?? []).map((text) => Number(text.replaceAll(',', '')))
    expect(above! <= below!).toBe(true)
    await detail.locator('.rows > li').first().waitFor()
    // Arrows go from number to number; Escape closes what is open.
    await cell.focus()
    await page.keyboard.press('ArrowDown')
    expect(await page.evaluate(() => document.activeElement?.closest('tr')?.rowIndex)).toBe(6)
    await detail.locator('.text-link').first().click()
    await drawn(page)
    await expect.poll(() => new URL(page.url()).pathname).toBe('/')
    await expect.poll(() => new URL(page.url()).searchParams.get('s')).toMatch(/^incident:/)
    expectClean(seen)
    await seen.close()
  })
})

import axe from 'axe-core'
import { expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { differing, drawn, expectClean, probe, useBrowser } from './page.ts'

const { visit, picture } = useBrowser()

/** The engine travels over the debugger's channel: the page's own policy would refuse it. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const found = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as axe.AxeResults
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(' | ')}`)
}

test('English, dark and light: no Chinese in the panels, another map, no barrier that axe can find', async () => {
  const now = await visit('/', { locale: 'en-GB' })
  const { page } = now
  const panels = `${await page.locator('.left').innerText()} ${await page.locator('.figures').innerText()} ${await page.locator('.time-panel').innerText()}`
  expect(panels).toContain('Zones coloured by')
  expect(panels).not.toMatch(/\p{Script=Han}/u)
  expect(await violations(page)).toEqual([])
  const dark = await picture(now)
  await page.getByRole('button', { name: 'Light or dark' }).click()
  await drawn(page)
  await expect.poll(async () => differing(dark, await picture(now))).toBeGreaterThan(0.8)
  await expect.poll(() => new URL(page.url()).searchParams.get('theme')).toBe('light')
  expect(await violations(page)).toEqual([])
  expectClean(now)
  await now.close()
})

test('on a phone a link opens the details; panels are one touch away and every control is big enough for a finger', async () => {
  const now = await visit('/?s=zone:3', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  const { page } = now
  await page.locator('.sheet .posts').waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  await page.getByRole('tab', { name: '图层' }).tap()
  await page.getByLabel('场所').waitFor()
  const small = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, select, .check, summary')].flatMap((control) => {
      const { width, height } = control.getBoundingClientRect()
      return width > 0 && (height < 43.5 || width < 43.5) ? [`${control.className} ${Math.round(width)}×${Math.round(height)}`] : []
    }))
  expect(small).toEqual([])
  await page.getByRole('tab', { name: '图层' }).tap()
  await drawn(page)
  expect(await probe(page, (map) => map.rendered(['incident-cluster', 'incident-point']).length)).toBeGreaterThan(3)
  expectClean(now)
  await now.close()
})

import axe from 'axe-core'
import { expect, inject, test } from 'vitest'
import type { Page } from 'playwright-core'
import { expectClean, signIn, useBrowser, type Visit } from './page.ts'

const { visit } = useBrowser()

/** The engine travels over the debugger's channel: the page's own policy would refuse it. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const found = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as axe.AxeResults
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(' | ')}`)
}

/** The page has no map to wait for. */
async function openSettings(account: string): Promise<Visit> {
  const now = await visit('/sign-in', {}, null)
  await signIn(now.page.context(), inject('app').url, account)
  await now.page.goto(`${inject('app').url}/settings/deadlines`)
  await now.page.locator('.hours input').first().waitFor()
  return now
}

test('hours and a limit are changed by keyboard alone, saved, and still there after a reload', async () => {
  const now = await openSettings('demo-admin')
  const { page } = now
  const monday = page.locator('.hours input').first()
  const amount = page.locator('.rules input[type=number]').first()
  const [hours, limit] = [await monday.inputValue(), Number(await amount.inputValue())]
  expect([hours, limit > 0]).toEqual(['09:00–12:00, 13:30–17:30', true])
  expect(await violations(page)).toEqual([])
  const write = async (...texts: [hours: string, limit: string]) => {
    for (const [i, field] of [monday, amount].entries()) {
      await field.focus()
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.type(texts[i]!)
    }
    await page.locator('.badge', { hasText: '未保存' }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByText('时限设置已保存').first().waitFor()
    await page.locator('.badge', { hasText: '未保存' }).waitFor({ state: 'detached' })
  }
  await write('8:30-12,13-17', String(limit + 1.5))
  await page.reload()
  await monday.waitFor()
  await expect.poll(() => monday.inputValue()).toBe('08:30–12:00, 13:00–17:00')
  expect(Number(await amount.inputValue())).toBe(limit + 1.5)
  expect(await violations(page)).toEqual([])
  // The town of the other tests is left as it was.
  await write(hours, String(limit))
  expect(Number(await amount.inputValue())).toBe(limit)
  expectClean(now)
  await now.close()
})

test('hours that cannot be read are told beside the field and not taken; a day of the calendar turns with the space key', async () => {
  const now = await openSettings('demo-admin')
  const { page } = now
  const monday = page.locator('.hours input').first()
  await monday.fill('9-12, 11-13')
  await page.keyboard.press('Tab')
  expect(await page.locator('.hours .field-error').innerText()).toContain('不重叠')
  expect(await monday.getAttribute('aria-invalid')).toBe('true')
  expect(await page.locator('.badge', { hasText: '未保存' }).count()).toBe(0)
  await page.locator('.year button[tabindex="0"]').focus()
  const before = await page.evaluate(() => (document.activeElement as HTMLElement).dataset.day)
  await page.keyboard.press('ArrowDown')
  await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLElement).dataset.day)).toBe(new Date(Date.parse(before!) + 7 * 86_400_000).toISOString().slice(0, 10))
  const label = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
  const named = await label()
  await page.keyboard.press('Space')
  await expect.poll(label).not.toBe(named)
  await page.locator('.badge', { hasText: '未保存' }).waitFor()
  expectClean(now)
  await now.close()
})

test('who does not configure reads what holds there and can change nothing', async () => {
  const now = await openSettings('demo-lead-01')
  const { page } = now
  expect(await page.locator('.hours input').first().inputValue()).toBe('09:00–12:00, 13:30–17:30')
  expect(await page.locator('.hours input:not(:disabled), .rules input:not(:disabled), .settings-head button[type=submit]:not(:disabled)').count()).toBe(0)
  expect(await violations(page)).toEqual([])
  expectClean(now)
  await now.close()
})

import { expect, inject, test } from 'vitest'
import { drawn, expectClean, useBrowser, type Visit } from './page.ts'

const { visit } = useBrowser()
const deepLink = '/?l=incidents,zones&s=zone:1'
const nobody = (path = deepLink, options = {}) => visit(path, options, null)
const name = ({ page }: Visit) => page.locator('.session-name').textContent()

test('a deep link asks who you are, and a demo duty of one click leads to it', async () => {
  const now = await nobody()
  const { page } = now
  await page.locator('.sign-in-card').waitFor()
  expect(await page.locator('.desk').count()).toBe(0)
  expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe('username')
  await page.locator('.demo-card', { hasText: '督导员' }).first().click()
  await drawn(page)
  await expect.poll(() => new URL(page.url()).searchParams.get('s')).toBe('zone:1')
  await page.locator('.detail-panel .posts').waitFor()
  expect(await name(now)).toBe('督导员')
  expectClean(now)

  await page.locator('.session-button').click()
  await page.getByRole('button', { name: '退出登录' }).click()
  await page.locator('.sign-in-card').waitFor()
  const { url } = inject('app')
  expect((await page.request.get(`${url}/api/zones`)).status()).toBe(401)
  await now.close()
})

test('a wrong password is told plainly and by keyboard alone one tries again', async () => {
  const now = await nobody('/sign-in')
  const { page } = now
  await page.locator('.sign-in-card').waitFor()
  await page.keyboard.type('nobody-here')
  await page.keyboard.press('Tab')
  await page.keyboard.type('not the password')
  await page.keyboard.press('Enter')
  await page.locator('[role=alert]', { hasText: '账号或密码不对' }).waitFor()
  expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).type)).toBe('password')
  expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe('')
  await now.close()
})

test('a session that ends in mid work is opened again over the desk, and what was typed is still there', async () => {
  const now = await visit('/')
  const { page } = now
  await page.locator('#fangcun-search').fill('1号楼')
  await page.locator('.search-results li').first().waitFor()
  // Signed out elsewhere: the cookie is worth nothing from now on, and the stream that ends says so without a touch.
  const { url } = inject('app')
  const cookie = (await page.context().cookies()).map(({ name: key, value }) => `${key}=${value}`).join('; ')
  await fetch(`${url}/api/session`, { method: 'DELETE', headers: { cookie, origin: url } })
  const dialog = page.locator('dialog', { hasText: '会话已结束' })
  await dialog.waitFor()
  await page.keyboard.press('Escape')
  expect(await dialog.isVisible()).toBe(true)
  await dialog.locator('.demo-card').click()
  await dialog.waitFor({ state: 'detached' })
  expect(await page.locator('#fangcun-search').inputValue()).toBe('1号楼')
  expect((await page.request.get(`${url}/api/zones`)).status()).toBe(200)
  await expect.poll(() => page.locator('.live-state').innerText()).toMatch(/实时/)
  await now.close()
})

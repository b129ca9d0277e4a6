import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect, inject, test } from 'vitest'
import { drawn, expectClean, useBrowser } from './page.ts'

const { visit } = useBrowser()
const id = `desk-${Date.now().toString(36)}`
const temporary = 'kept for one sign-in only'
const own = 'three rivers meet at noon'
const zonesOf = async (page: Page): Promise<number> => (await (await page.request.get(`${inject('app').url}/api/zones`)).json()).zones.length

async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const found = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as axe.AxeResults
  return found.violations.flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.target.join(' ')}`))
}

test('an account is added with a duty, signs in with a password of its own, sees its area alone, and its desk closes when it is disabled', async () => {
  const office = await visit('/', {}, 'demo-admin')
  await office.page.goto(`${inject('app').url}/accounts`)
  const admin = office.page
  await admin.locator('.data-table tbody tr').first().waitFor()
  expect(await barriers(admin)).toEqual([])

  // Added, with one duty over one community.
  await admin.getByRole('button', { name: '新增账号' }).click()
  const form = admin.locator('dialog', { hasText: '新增账号' })
  await form.getByLabel('账号', { exact: true }).fill(id)
  await form.getByLabel('中文名').fill('社区台席')
  await form.getByLabel('英文名').fill('Community desk')
  await form.getByLabel('角色').selectOption('zone_lead')
  const area = form.getByLabel('辖区')
  await expect.poll(() => area.locator('option').count()).toBeGreaterThan(1)
  await area.selectOption({ index: (await area.locator('option').count()) - 1 })
  expect(await barriers(admin)).toEqual([])
  await form.getByRole('button', { name: '保存' }).click()
  await form.waitFor({ state: 'detached' })
  const row = admin.locator('.data-table tbody tr', { hasText: id })
  await row.waitFor()

  // A password for the first time alone.
  await row.getByRole('button', { name: '登录方式' }).click()
  const access = admin.locator('dialog', { hasText: `登录方式:${id}` })
  await access.getByLabel('临时密码').fill(temporary)
  await access.getByRole('button', { name: '设置密码' }).click()
  await admin.getByText('临时密码已设置').waitFor()
  expect(await barriers(admin)).toEqual([])
  await admin.keyboard.press('Escape')
  await row.locator('.badge', { hasText: '密码' }).waitFor()

  // The temporary one does not open the desk until there is another.
  const place = await visit('/', {}, null)
  const desk = place.page
  await desk.locator('input[name=username]').fill(id)
  await desk.locator('input[type=password]').fill(temporary)
  await desk.keyboard.press('Enter')
  await desk.locator('[role=alert]', { hasText: '请先设置新密码' }).waitFor()
  expect((await desk.request.get(`${inject('app').url}/api/zones`)).status()).toBe(401)
  await desk.locator('.new-password input').fill(own)
  await desk.keyboard.press('Enter')
  await desk.locator('.session-name', { hasText: '社区台席' }).waitFor({ state: 'attached' })
  const [seen, all] = [await zonesOf(desk), await zonesOf(admin)]
  expect(seen).toBeGreaterThan(0)
  expect(seen).toBeLessThan(all)
  await drawn(desk)

  // Disabled: what lies open closes by itself, also where nothing is streamed and nothing is touched.
  const beside = await desk.context().newPage()
  await beside.goto(`${inject('app').url}/figures`)
  await beside.locator('.figure-cell').first().waitFor()
  await row.getByRole('button', { name: '停用' }).click()
  await row.locator('.badge', { hasText: '已停用' }).waitFor()
  await Promise.all([desk, beside].map((page) => page.locator('dialog', { hasText: '会话已结束' }).waitFor({ timeout: 5_000 })))
  expect((await desk.request.get(`${inject('app').url}/api/zones`)).status()).toBe(401)
  await beside.close()

  await admin.goto(`${inject('app').url}/audit`)
  const entries = admin.locator('.data-table tbody tr', { hasText: id })
  await expect.poll(async () => (await entries.allInnerTexts()).join('\n')).toContain('修改账号')
  const told = (await entries.allInnerTexts()).join('\n')
  for (const action of ['新增账号', '增加岗位', '设置密码', '登录', '修改账号']) expect(told).toContain(action)
  expect(told).not.toContain(temporary)
  expect(told).not.toContain(own)
  expect(await barriers(admin)).toEqual([])
  expectClean(office)
  expectClean(place)
  await place.close()
  await office.close()
})

test('an account that is disabled while its desk still opens is told so too', async () => {
  const office = await visit('/', {}, 'demo-admin')
  const { url } = inject('app')
  const late = `${id}-late`
  const ask = async (method: 'post' | 'put', path: string, data: object) => expect((await office.page.request[method](`${url}${path}`, { data })).ok()).toBe(true)
  await ask('post', '/api/accounts', { id: late, nameZh: '晚到台席', nameEn: 'Late desk', assignments: [{ role: 'zone_lead', areaId: 1 }] })
  await ask('put', `/api/accounts/${late}/password`, { password: temporary })
  const place = await visit('/sign-in', {}, null)
  const desk = place.page
  expect((await desk.request.post(`${url}/api/session`, { data: { account: late, password: temporary, newPassword: own } })).status()).toBe(200)
  // What the desk reads first does not come to its end, so there is no stream that could close.
  await desk.route('**/api/incidents**', () => {})
  await desk.goto(url)
  await desk.locator('.session-name', { hasText: '晚到台席' }).waitFor({ state: 'attached' })
  await ask('put', `/api/accounts/${late}`, { disabled: true })
  await desk.locator('dialog', { hasText: '会话已结束' }).waitFor({ timeout: 5_000 })
  await place.close()
  await office.close()
})

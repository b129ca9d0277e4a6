// The pages of posts and of areas, as somebody uses them who configures both.
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { signIn, useBrowser, type Visit } from './page.ts'

const { visit } = useBrowser()
let seat: Visit
let page: Page

async function barriers(): Promise<string[]> {
  await page.evaluate(axe.source)
  const found = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as axe.AxeResults
  return found.violations.flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.target.join(' ')}`))
}

beforeAll(async () => {
  seat = await visit('/sign-in', {}, null)
  page = seat.page
  await signIn(page.context(), inject('app').url, 'demo-admin')
})
afterAll(async () => {
  expect(seat?.errors).toEqual([])
  expect(seat?.foreign).toEqual([])
  await seat?.close()
})

describe('posts', () => {
  test('vacancies are counted, a holder is put on a post, undone, and asked for by address', async () => {
    await page.goto(`${inject('app').url}/duty`)
    await page.locator('.duty-post').first().waitFor()
    expect(await barriers()).toEqual([])
    const vacant = async () => Number(/\d+/.exec(await page.locator('.duty-posts .badge.warn').innerText())?.[0])
    const before = await vacant()
    expect(await page.locator('.duty-post.vacant').count()).toBeGreaterThan(0)
    await page.getByLabel('只看空缺').check()
    const post = page.locator('.duty-post.vacant').first()
    // Said to those who do not see the table: zone, kind and holder.
    const name = (await post.innerText()).replaceAll('\n', '')
    await post.press('Enter')
    await page.getByRole('button', { name: '新的任期' }).click()
    await page.getByLabel('呼名').first().fill('值守 09')
    expect(await barriers()).toEqual([])
    await page.getByRole('button', { name: '保存' }).press('Enter')
    await expect.poll(vacant).toBe(before - 1)
    await page.getByRole('button', { name: '撤销', exact: true }).click()
    await expect.poll(vacant).toBe(before)
    await page.getByLabel('只看空缺').uncheck()
    expect(await page.locator('.duty-post', { hasText: name.split(':')[0]! }).first().innerText()).toContain('空缺')
    // A code names one zone; the day before anything there was nobody.
    const code = await page.locator('.duty-code').first().innerText()
    await page.getByPlaceholder('地址、楼栋、编码或坐标').fill(code)
    await page.keyboard.press('Enter')
    await page.locator('.duty-zone', { hasText: code }).waitFor()
    expect(await page.locator('.duty-who .posts li').count()).toBeGreaterThan(2)
    await page.getByLabel('日期').fill('2001-01-01')
    await expect.poll(() => page.locator('.duty-who .posts .badge.warn').count()).toBe(await page.locator('.duty-who .posts li').count())
    await page.getByRole('button', { name: '今天' }).click()
    await page.getByRole('link', { name: '在地图上查看' }).click()
    await page.locator('.detail-head').waitFor()
  })
})

describe('areas', () => {
  test('an area is renamed after a look at what it touches, and the day before still has the old name', async () => {
    await page.goto(`${inject('app').url}/areas`)
    const last = page.locator('.area-name-button').last()
    await last.waitFor()
    expect(await barriers()).toEqual([])
    const former = await last.innerText()
    await last.press('Enter')
    await page.getByRole('button', { name: '更名' }).click()
    await page.getByLabel('中文名').fill('新名社区')
    expect(await page.getByRole('button', { name: '执行变更' }).isDisabled()).toBe(true)
    await page.getByRole('button', { name: '预览影响' }).click()
    await page.locator('.dialog .notice', { hasText: '只涉及此辖区' }).waitFor()
    expect(await barriers()).toEqual([])
    await page.getByRole('button', { name: '执行变更' }).click()
    await page.locator('.area-states li', { hasText: '更名' }).waitFor()
    expect(await page.locator('.area-name-button').last().innerText()).toBe('新名社区')
    await page.getByLabel('日期').fill('2020-05-01')
    await expect.poll(() => page.locator('.area-name-button').last().innerText()).toBe(former)
    await page.getByRole('button', { name: '今天' }).click()
    await page.getByPlaceholder('名称或编码').fill('新名')
    await expect.poll(() => page.locator('.area-table tbody tr').count()).toBe(4)
    // Back, for the tests that share this town.
    await page.getByRole('button', { name: '更名' }).click()
    await page.getByLabel('中文名').fill(former)
    await page.getByRole('button', { name: '预览影响' }).click()
    await page.getByRole('button', { name: '执行变更' }).click()
    await expect.poll(() => page.locator('.area-states').last().locator('li').count()).toBe(2)
  })
})

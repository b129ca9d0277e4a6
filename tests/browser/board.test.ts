import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { BoardAnswer } from '../../geodata/model/board.ts'
import { uuidv7 } from '../../geodata/model/id.ts'
import { expectClean, probe, useBrowser, type Visit } from './page.ts'

const { visit } = useBrowser()
const id = () => uuidv7(Math.random, Date.now())
const row = (page: Page, index: number) => page.locator(`.board-row[data-index="${index}"]`)
const total = async (page: Page) => Number((await page.locator('.board-total').innerText()).replace(/\D/g, ''))
const ask = async (page: Page, query: string): Promise<BoardAnswer> => (await page.request.get(`${inject('app').url}/api/board?${query}`)).json()
const window = () => `from=${new Date(Date.now() - 30 * 86_400_000).toISOString()}&to=${new Date(Date.now() + 86_400_000).toISOString()}`
const inHand = (page: Page) => page.locator('.board-row.active').evaluateAll((rows) => rows.map((each) => `incident:${(each as HTMLElement).dataset.id}`))
const indexOf = async (page: Page, selection: string) => Number(await page.locator(`.board-row[data-id="${selection.slice('incident:'.length)}"]`).getAttribute('data-index'))
const selected = (page: Page) => new URL(page.url()).searchParams.get('s')

async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const found = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as axe.AxeResults
  return found.violations.flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.target.join(' ')}`))
}

/** Reported through the interface of programs, as another desk would. */
async function report(page: Page, title: string): Promise<{ id: string; version: number }> {
  const { rows } = await ask(page, `${window()}&limit=1`)
  const { lng, lat, categoryId } = rows[0]!
  const answer = await page.request.post(`${inject('app').url}/api/incidents`, { data: { id: id(), categoryId, channel: 'phone', title, occurredAt: new Date(Date.now() - 1000).toISOString(), geometry: { type: 'Point', coordinates: [lng, lat] } } })
  expect(answer.status()).toBe(201)
  return (await answer.json()).incident
}

describe('the triage board', () => {
  let now: Visit
  let page: Page
  beforeAll(async () => {
    now = await visit('/')
    page = now.page
    await page.keyboard.press('b')
    await row(page, 0).waitFor()
  })
  afterAll(async () => {
    expectClean(now)
    await now.close()
  })

  test('says how many there are, as the server does; draws few rows of many, to the last one', async () => {
    const server = await ask(page, `${window()}&limit=1`)
    expect(Math.abs((await total(page)) - server.total)).toBeLessThanOrEqual(2)
    await row(page, 0).click()
    await page.keyboard.press('End')
    const last = row(page, (await total(page)) - 1)
    await last.locator('.col-number').waitFor()
    expect(await last.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(await page.locator('.board-body .board-row').count()).toBeLessThan(40)
    await page.keyboard.press('Home')
  })

  test('a header sorts, and says so', async () => {
    await page.getByRole('columnheader', { name: '程度' }).getByRole('button').click()
    await expect.poll(() => page.getByRole('columnheader', { name: '程度' }).getAttribute('aria-sort')).toBe('descending')
    await expect.poll(() => row(page, 0).locator('.col-severity').innerText()).toContain('严重')
    await page.getByRole('columnheader', { name: '发生时间' }).getByRole('button').click()
    await expect.poll(() => page.getByRole('columnheader', { name: '程度' }).getAttribute('aria-sort')).toBe('none')
    const newest = (await ask(page, `${window()}&limit=1`)).rows[0]!.id
    await expect.poll(() => row(page, 0).getAttribute('data-id')).toBe(newest)
  })

  test('the row in hand is chosen on the map, and what is chosen elsewhere becomes the row in hand', async () => {
    // By their ids: reports that arrive meanwhile move the rows down.
    await row(page, 1).click()
    await expect.poll(() => selected(page)).toMatch(/^incident:/)
    const first = selected(page)!
    await expect.poll(() => inHand(page)).toEqual([first])
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => selected(page)).not.toBe(first)
    const next = selected(page)!
    await expect.poll(() => inHand(page)).toEqual([next])
    expect(await indexOf(page, next)).toBe((await indexOf(page, first)) + 1)
    // A line or a polygon is marked by its shape, in as many pieces as there are tiles.
    await expect.poll(() => probe(page, (map) => map.rendered(['incident-selected', 'incident-selected-shape']).length)).toBeGreaterThan(0)
    await page.goBack()
    await expect.poll(() => selected(page)).toBe(first)
    await expect.poll(() => inHand(page)).toEqual([first])
    // One that the list has not read: shown above it.
    const { rows } = await ask(page, `${window()}&offset=900&limit=1`)
    const place = new URL(page.url())
    place.searchParams.set('s', `incident:${rows[0]!.id}`)
    const second = await visit(place.pathname + place.search)
    await second.page.keyboard.press('b')
    await second.page.locator('.pinned', { hasText: rows[0]!.number }).waitFor()
    await second.close()
  })

  test('all that match are registered at once; one that somebody was faster with is refused by name; all is taken back', async () => {
    const mine = [await report(page, '批量甲'), await report(page, '批量乙'), await report(page, '批量丙')]
    await page.getByRole('button', { name: '待受理' }).click()
    await page.getByLabel('编号、事由、地址').fill('批量')
    await expect.poll(() => total(page)).toBe(3)
    await row(page, 0).click()
    await page.keyboard.press('Control+a')
    await page.locator('.bulk-count', { hasText: '3' }).waitFor()
    await page.route('**/api/step-batches', async (route) => {
      const faster = await page.request.post(`${inject('app').url}/api/incidents/${mine[1]!.id}/steps`, { data: { id: id(), action: 'register', version: mine[1]!.version } })
      expect(faster.status()).toBe(200)
      await route.continue()
    }, { times: 1 })
    await page.keyboard.press('r')
    await page.locator('.run-bar', { hasText: '完成 2 件' }).waitFor()
    const refused = page.locator('.refusals li').allInnerTexts()
    const states = async () => (await ask(page, `${window()}&q=${encodeURIComponent('批量')}&sort=number&direction=ascending`)).rows.map((each) => each.state)
    // Taking back is offered for ten seconds, of which a slow machine leaves none for questions.
    await page.keyboard.press('Control+z')
    await page.locator('.run-bar', { hasText: '已撤销' }).waitFor()
    expect(await refused).toEqual([expect.stringContaining('批量乙')])
    expect(await states()).toEqual(['reported', 'registered', 'reported'])
  })

  test('several are dispatched, each to the grid officer of its own zone, after the dialog said how many can be', async () => {
    await page.getByRole('button', { name: '待受理' }).click()
    await expect.poll(() => total(page)).toBe(3)
    await row(page, 0).click()
    await page.keyboard.press('Control+a')
    await page.locator('.bulk-count', { hasText: '3' }).waitFor()
    await page.keyboard.press('d')
    const dialog = page.locator('dialog')
    await dialog.getByText('派遣:3 件中的 1 件').waitFor()
    expect(await barriers(page)).toEqual([])
    await page.keyboard.press('Control+Enter')
    await page.locator('.run-bar', { hasText: '完成 1 件' }).waitFor()
    const { rows } = await ask(page, `${window()}&q=${encodeURIComponent('批量乙')}`)
    expect(rows[0]).toMatchObject({ state: 'dispatched', handler: expect.stringMatching(/.+/) })
    await expect.poll(() => page.locator('.board-row', { hasText: '批量乙' }).locator('.col-handler').innerText()).toBe(rows[0]!.handler)
  })

  test('a filter is named, reset, chosen again and deleted', async () => {
    await page.getByRole('button', { name: '已存筛选' }).click()
    await page.getByLabel('为当前筛选命名').fill('只看批量')
    await page.getByRole('button', { name: '保存' }).click()
    await page.locator('.saved-filters li', { hasText: '只看批量' }).waitFor()
    await page.locator('.chips').getByRole('button', { name: '重置筛选' }).click()
    await expect.poll(() => total(page)).toBeGreaterThan(3)
    if (!(await page.locator('.saved-filters').count())) await page.getByRole('button', { name: '已存筛选' }).click()
    await page.getByRole('button', { name: '只看批量', exact: true }).click()
    await expect.poll(() => total(page)).toBe(3)
    await page.getByRole('button', { name: '删除只看批量' }).click()
    await expect.poll(() => page.locator('.saved-filters li').count()).toBe(0)
    await page.keyboard.press('Escape')
    await page.locator('.chips .chip').first().click()
    await expect.poll(() => total(page)).toBeGreaterThan(3)
  })

  test('what comes in while somebody reads further down is counted and waits', async () => {
    await row(page, 0).click()
    await page.keyboard.press('PageDown')
    await page.keyboard.press('PageDown')
    const reading = await page.evaluate(() => document.activeElement?.getAttribute('data-id'))
    await report(page, '新到一件')
    const pill = page.locator('.fresh-pill')
    await pill.waitFor()
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-id'))).toBe(reading)
    await pill.click()
    await expect.poll(() => row(page, 0).innerText()).toContain('新到一件')
    expect(await pill.count()).toBe(0)
  })

  test('kanban: a card is moved by keyboard and by mouse where a step leads there, and stays with a reason where none does', async () => {
    await page.getByRole('radio', { name: '看板' }).check({ force: true })
    await page.getByLabel('编号、事由、地址').fill('批量')
    const lane = (name: string) => page.locator('.lane', { has: page.locator('h3', { hasText: name }) })
    await expect.poll(() => lane('已上报').locator('.card').count()).toBe(2)
    await lane('已上报').locator('.card').first().click()
    await page.keyboard.press('Shift+ArrowRight')
    await expect.poll(() => lane('已受理').locator('.card').count()).toBe(1)
    await lane('已派遣').locator('.card').first().dragTo(lane('已接单'))
    await expect.poll(() => lane('已接单').locator('.card').count()).toBe(1)
    await lane('已上报').locator('.card').first().dragTo(lane('已派遣'))
    await page.locator('.messages', { hasText: '不能从“已上报”转到“已派遣”' }).waitFor()
    expect(await lane('已上报').locator('.card').count()).toBe(1)
    expect(await barriers(page)).toEqual([])
    await page.getByRole('radio', { name: '列表' }).check({ force: true })
  })

  test('of the past it shows the rows of that minute, and offers and takes no step', async () => {
    const at = new Date(Math.floor((Date.now() - 20 * 86_400_000) / 60_000) * 60_000).toISOString()
    const place = new URL(page.url())
    place.searchParams.set('at', at)
    place.searchParams.set('t', '8760h')
    const then = await visit(place.pathname + place.search)
    if (!(await then.page.locator('.board-dock').count())) await then.page.keyboard.press('b')
    await row(then.page, 0).waitFor()
    await row(then.page, 0).click()
    await then.page.locator('.bulk-bar', { hasText: '历史画面中不能操作' }).waitFor()
    expect(await then.page.locator('.bulk-action').count()).toBe(0)
    const newest = (await ask(page, `at=${at}&from=${new Date(Date.parse(at) - 8760 * 3_600_000).toISOString()}&limit=1`)).rows[0]!
    expect(await row(then.page, 0).getAttribute('data-id')).toBe(newest.id)
    await row(then.page, 0).press('d')
    await then.page.locator('.messages', { hasText: '历史画面中不能操作' }).waitFor()
    expectClean(then)
    await then.close()
  })

  test('no barrier that axe can find, in light too, and over the map', async () => {
    await row(page, 0).waitFor()
    await page.getByRole('button', { name: '铺满地图' }).click()
    expect(await barriers(page)).toEqual([])
    await page.getByRole('button', { name: '明暗切换' }).click()
    expect(await barriers(page)).toEqual([])
    await page.getByRole('button', { name: '铺满地图' }).click()
    await page.locator('.board-grid').press('b')
    await expect.poll(() => page.locator('.board-dock').count()).toBe(0)
  })
})

test('on a phone the board is a tab; a row opens its details', async () => {
  const now = await visit('/', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  const { page } = now
  await page.getByRole('tab', { name: '清单' }).click()
  await row(page, 2).waitFor()
  expect(await barriers(page)).toEqual([])
  const box = (await page.locator('.board-dock').boundingBox())!
  expect([box.x >= 0, box.x + box.width <= 390]).toEqual([true, true])
  // Time that is left or over takes what its text needs; the rest of the line is the title's.
  expect(await page.locator('.board-body .countdown.left').count()).toBeGreaterThan(0)
  expect(await page.locator('.board-body .col-title').evaluateAll((titles) => Math.min(...titles.map((title) => title.clientWidth)))).toBeGreaterThan(160)
  await page.getByLabel('排序').selectOption('severity descending')
  await expect.poll(() => row(page, 0).locator('.col-severity').innerText()).toContain('严重')
  const number = await row(page, 2).getAttribute('data-id')
  await row(page, 2).tap()
  await expect.poll(() => selected(page)).toBe(`incident:${number}`)
  await page.locator('.detail-panel h3').first().waitFor()
  expectClean(now)
  await now.close()
})

test('in English: no barrier, and columns and height of rows are kept over a reload', async () => {
  const now = await visit('/', { locale: 'en-GB' })
  const { page } = now
  await page.keyboard.press('b')
  await row(page, 0).waitFor()
  expect((await row(page, 0).boundingBox())!.height).toBeLessThan(40)
  expect(await page.locator('.board-head .col-handler').count()).toBe(1)
  await page.getByRole('button', { name: 'Columns and row height' }).click()
  await page.getByRole('checkbox', { name: 'Handler' }).uncheck({ force: true })
  await page.getByRole('radio', { name: 'Roomy' }).check({ force: true })
  await page.reload()
  await row(page, 0).waitFor()
  expect(await page.getByRole('columnheader', { name: 'Severity' }).count()).toBe(1)
  expect(await page.locator('.board-head .col-handler').count()).toBe(0)
  expect((await row(page, 0).boundingBox())!.height).toBeGreaterThan(40)
  expect(await barriers(page)).toEqual([])
  expectClean(now)
  await now.close()
})

// A leader's week on published incidents of a real city: made, filed as PDF and slides, and counted again a week later, when late reports have come in.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import JSZip from 'jszip'
import type { Download, Page } from 'playwright-core'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoCookie } from '../../server/cli/demoSession.ts'
import type { BoardAnswer } from '../../geodata/model/board.ts'
import type { Briefing } from '../../geodata/model/briefing.ts'
import { hasChicago, openChicago, type City } from './chicago.ts'
import { expectClean, useBrowser, type Visit } from './page.ts'
import { ask, type Desk, newId } from './wallWindows.ts'

const week = { first: '2018-06-11', last: '2018-06-17' }
const folder = mkdtempSync(join(tmpdir(), 'fangcun-briefing-'))

describe.skipIf(!hasChicago)('the weekly briefing of Chicago', () => {
  const { visitAt } = useBrowser()
  let city: City
  let now: Visit
  let page: Page
  let id = ''
  const desk = async (account: string): Promise<Desk> => ({ url: city.url, cookie: await demoCookie(city.url, account) })
  const read = async () => (await ask<{ briefing: Briefing }>(await desk('demo-leader'), 'GET', `/api/briefings/${id}`)).briefing
  const counted = ({ figures }: Briefing) => {
    const value = figures.find(({ key }) => key === 'incidents')?.value
    return value?.kind === 'comparison' ? value.last : null
  }
  const kept = async (download: Promise<Download>, name: string) => { const path = join(folder, name); await (await download).saveAs(path); return path }
  beforeAll(async () => {
    city = await openChicago()
    now = await visitAt(city.url, '/', { locale: 'en-GB', timezoneId: 'America/Chicago' }, 'demo-leader')
    page = now.page
  }, 240_000)
  afterAll(async () => {
    if (now) {
      expectClean(now)
      await now.close()
    }
    await city?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  test('is made on the page; its numbers are those of the data, and each opens its rows', async () => {
    await page.goto(`${city.url}/briefings`)
    const form = page.getByRole('form', { name: 'New briefing' })
    await form.getByRole('radio', { name: 'Weekly' }).check({ force: true })
    await form.getByLabel('First day').fill(week.first)
    await form.getByLabel('Last day (included)').fill(week.last)
    await form.getByLabel('Title').fill('Chicago, the week of 11 June')
    await form.getByRole('button', { name: 'Make it' }).click()
    await page.waitForURL(/\/briefings\/[0-9a-f-]{36}/, { timeout: 200_000 })
    id = /[0-9a-f-]{36}/.exec(page.url())![0]
    // Counted by hand, as the owner of the database, in the city's own days.
    const [wanted] = await city.database.sql<{ now: number; before: number }[]>`select count(*) filter (where day >= ${week.first}::date)::integer as now, count(*) filter (where day < ${week.first}::date)::integer as before
      from (select (occurred_at at time zone 'America/Chicago')::date as day from incident where merged_into is null) days where day between ${week.first}::date - 7 and ${week.last}::date`
    const last = counted(await read())!
    expect([last.now.value, last.before.value]).toEqual([wanted!.now, wanted!.before])
    expect(wanted!.now).toBeGreaterThan(1_000)
    await expect.poll(() => page.locator('.brief-document').innerText()).toContain(wanted!.now.toLocaleString('en'))
    await page.locator('[data-figure="incidents"] .brief-open').first().click()
    await expect.poll(() => page.locator('.brief-side').innerText()).toMatch(new RegExp(`${wanted!.now.toLocaleString('en')} rows, the first`))
    expect(await page.locator('.brief-side tbody tr').count()).toBeGreaterThan(10)
    await page.keyboard.press('Escape')
  })

  test('as PDF: every page is drawn', async () => {
    const coming = page.waitForEvent('download', { timeout: 200_000 })
    await page.getByRole('button', { name: 'PDF' }).click()
    const pdf = await kept(coming, 'week.pdf')
    const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' })
    expect(text).toContain('Chicago, the week of 11 June')
    expect(text).toContain(counted(await read())!.now.value!.toLocaleString('en'))
    execFileSync('pdftoppm', ['-r', '40', '-png', pdf, join(folder, 'sheet')])
    const sheets = readdirSync(folder).filter((name) => name.startsWith('sheet'))
    expect(sheets.length).toBeGreaterThanOrEqual((await read()).pages.length)
    // A blank sheet of this size is a kilobyte.
    for (const sheet of sheets) expect(statSync(join(folder, sheet)).size, sheet).toBeGreaterThan(3_000)
  })

  test('as slides: charts with their numbers, pictures of the maps, notes', async () => {
    const coming = page.waitForEvent('download', { timeout: 200_000 })
    await page.getByRole('button', { name: 'PPTX' }).click()
    const zip = await JSZip.loadAsync(await readFile(await kept(coming, 'week.pptx')))
    const names = Object.keys(zip.files)
    const { pages } = await read()
    expect(names.filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name)).length).toBeGreaterThan(pages.length)
    expect(names.filter((name) => /^ppt\/charts\/chart\d+\.xml$/.test(name)).length).toBeGreaterThan(1)
    expect(names.filter((name) => /^ppt\/media\/.*\.png$/.test(name)).length).toBeGreaterThanOrEqual(pages.flatMap(({ blocks }) => blocks.filter(({ kind }) => kind === 'map')).length)
  })

  test('a week later, with late reports, another count marks what changed and keeps what was written', async () => {
    const before = await read()
    const key = before.pages[0]!.blocks.find(({ kind }) => kind === 'text')!.key
    await ask(await desk('demo-leader'), 'PUT', `/api/briefings/${id}/texts/${key}`, { locale: 'en', text: 'A quiet week, said the commander.', composed: 'what was composed then', version: 0 })
    const operator = await desk('demo-command')
    const { rows } = await ask<BoardAnswer>(operator, 'GET', `/api/board?from=2018-06-01T00:00:00Z&to=2018-07-01T00:00:00Z&limit=1`)
    const { lng, lat, categoryId } = rows[0]!
    for (let n = 0; n < 6; n++) await ask(operator, 'POST', '/api/incidents', { id: newId(), categoryId, channel: 'phone', title: `Late report ${n + 1}`, occurredAt: `2018-06-1${2 + (n % 4)}T18:00:00Z`, geometry: { type: 'Point', coordinates: [lng, lat] } })
    await page.getByRole('button', { name: 'Count again' }).click()
    const changes = page.locator('.brief-changes')
    await expect.poll(() => changes.innerText(), { timeout: 200_000 }).toMatch(/[1-9]\d* changed/)
    const after = await read()
    expect(after.run).toBe(2)
    expect(counted(after)!.now.value).toBe(counted(before)!.now.value! + 6)
    await changes.getByRole('button', { name: 'List changes' }).click()
    await expect.poll(() => changes.innerText()).toContain(counted(after)!.now.value!.toLocaleString('en'))
    expect(await changes.innerText()).toContain(counted(before)!.now.value!.toLocaleString('en'))
    // What a person wrote stands, and is said to be older than the figures.
    await expect.poll(() => page.locator('.brief-document').innerText()).toContain('A quiet week, said the commander.')
    await expect.poll(() => page.locator('.brief-document').innerText()).toContain('Figures changed')
    // The former count is kept as it was.
    const former = (await ask<{ briefing: Briefing }>(await desk('demo-leader'), 'GET', `/api/briefings/${id}?run=1`)).briefing
    expect(counted(former)!.now.value).toBe(counted(before)!.now.value)
  })
})

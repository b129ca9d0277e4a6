import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Download } from 'playwright-core'
import { drawn, expectClean, probe, useBrowser, type Visit } from './page.ts'
import { hasChicago, openChicago, type City } from './chicago.ts'

/** From "what is hot this week" to a hotspot that is kept with its evidence, on published incidents of a real city. */
describe.skipIf(!hasChicago)('a leader and the hotspots of Chicago', () => {
  const { visitAt } = useBrowser()
  let city: City
  let now: Visit | null = null
  beforeAll(async () => { city = await openChicago() }, 240_000)
  afterAll(() => city?.stop())
  afterEach(async () => {
    if (!now) return
    expectClean(now)
    await now.close()
    now = null
  })
  const open = async (path = '/', account = 'demo-leader', options = {}) => (now = await visitAt(city.url, path, { locale: 'en-GB', timezoneId: 'America/Chicago', ...options }, account))
  const panel = ({ page }: Visit) => page.locator('.answer-box')
  const openAnalysis = ({ page }: Visit) => page.getByRole('tab', { name: 'Analysis' }).click()
  const answered = (visited: Visit) => panel(visited).locator('.answer-headline').waitFor({ timeout: 100_000 })
  const drawnUnits = ({ page }: Visit) => probe(page, (map) => map.rendered(['analysis-fill']).length)

  test('what is hot this week, in words, on the map, kept, evidenced, and there again by its link', async () => {
    const visited = await open()
    const { page } = visited
    await openAnalysis(visited)
    await page.getByRole('button', { name: 'Hot this week' }).click()
    await answered(visited)

    // Words first: what, where, since when, how sure, what not, whether it would have helped, what changed.
    const headline = await panel(visited).locator('.answer-headline').innerText()
    expect(headline).toMatch(/^(\d+|One) places? stands? out: more than chance would give\.|^Nothing stands out/)
    // What stands out above all is named once the places around it are known.
    await expect.poll(() => panel(visited).locator('.answer-words').innerText(), { timeout: 30_000 }).toContain('Above all')
    const words = await panel(visited).locator('.answer-words').innerText()
    for (const label of ['Since when', 'How sure', 'What is not', 'Would it have helped?', 'What changed']) expect(words).toContain(label)
    expect(words).toMatch(/Trained until .* held .* plain counting would have held/)
    expect(words).toMatch(/places looked at are no more than chance/)

    // On the map, with a legend that says what the colours are.
    await drawn(page)
    await expect.poll(() => drawnUnits(visited), { timeout: 30_000 }).toBeGreaterThan(0)
    await page.getByRole('tab', { name: 'Layers' }).first().click()
    const legend = await page.locator('.legend', { hasText: 'Hot and quiet places' }).innerText()
    expect(legend).toContain('more than chance')
    expect(legend).toContain('no more than chance')
    await openAnalysis(visited)

    // The method one click away.
    await page.getByText('How it was computed').click()
    for (const text of ['Getis', 'Left out', 'Ground looked at', 'Parameters']) await expect.poll(() => panel(visited).innerText(), { timeout: 30_000 }).toContain(text)

    // Kept.
    await page.getByRole('button', { name: 'Choose the hottest area' }).click()
    await page.getByRole('button', { name: 'Keep as a hotspot' }).click()
    const dialog = page.getByRole('dialog', { name: 'Keep a hotspot' })
    await dialog.getByLabel('Name').fill('Hot corner of the week')
    await dialog.getByLabel('Note').fill('Two rounds an evening')
    await dialog.getByRole('button', { name: 'Keep', exact: true }).click()
    const detail = page.locator('.detail-panel')
    await detail.getByRole('heading', { name: 'Hot corner of the week' }).waitFor()
    await detail.getByText('Evidence').click()
    await expect.poll(() => detail.innerText(), { timeout: 30_000 }).toMatch(/Getis|Ord/)
    await expect.poll(() => detail.innerText(), { timeout: 30_000 }).toMatch(/Then and now/i)
    await expect.poll(() => probe(page, (map) => map.rendered(['hotspot-line']).length), { timeout: 30_000 }).toBeGreaterThan(0)

    // Its address opens it again, for somebody else too.
    const id = new URL(page.url()).searchParams.get('s')!.split(':')[1]!
    await visited.close()
    now = null
    const again = await open(`/hotspots/${id}`, 'demo-command')
    await again.page.locator('.detail-panel').getByRole('heading', { name: 'Hot corner of the week' }).waitFor()
    await drawn(again.page)
    await expect.poll(() => probe(again.page, (map) => map.rendered(['hotspot-name-chosen']).map(({ properties }) => properties?.name)), { timeout: 30_000 }).toContain('Hot corner of the week')
  })

  test('the address of an answer asks the question again', async () => {
    const visited = await open()
    await openAnalysis(visited)
    await visited.page.getByRole('button', { name: 'Hot this week' }).click()
    await answered(visited)
    const headline = await panel(visited).locator('.answer-headline').innerText()
    const link = visited.page.url().slice(city.url.length)
    await visited.close()
    now = null
    const again = await open(link)
    await openAnalysis(again)
    await answered(again)
    expect(await panel(again).locator('.answer-headline').innerText()).toBe(headline)
  })

  test('patrols’ finds are out until they are asked for, and then panel, legend and map say so beside their presence', async () => {
    const visited = await open()
    const { page } = visited
    await openAnalysis(visited)
    await page.getByText('All methods').click()
    const form = page.locator('form', { has: page.getByLabel('Method', { exact: true }) })
    await form.getByLabel('Method', { exact: true }).selectOption('counts')
    expect(await form.innerText()).toContain('nobody\'s voice becomes a hotspot')
    await form.getByRole('button', { name: 'Compute' }).click()
    await answered(visited)
    expect(await page.locator('.answer .guard').count()).toBe(0)
    expect(new URL(page.url()).searchParams.get('l') ?? '').not.toContain('coverage')

    await form.getByLabel('Add what patrols and devices found').check()
    await form.getByRole('button', { name: 'Compute' }).click()
    await page.locator('.answer .guard').waitFor({ timeout: 100_000 })
    expect(await page.locator('.answer .guard').innerText()).toContain('Patrols find most where they go most')
    await expect.poll(() => new URL(page.url()).searchParams.get('l')).toContain('coverage')
    await page.getByRole('tab', { name: 'Layers' }).first().click()
    expect(await page.locator('.legend .warns').innerText()).toContain('hot where patrols look')
  })

  test('a running analysis can be stopped, and the desk goes on', async () => {
    const visited = await open()
    const { page } = visited
    await openAnalysis(visited)
    await page.getByText('All methods').click()
    const form = page.locator('form', { has: page.getByLabel('Method', { exact: true }) })
    await form.getByLabel('Method', { exact: true }).selectOption('gi_star')
    // So much that it cannot be done before the hand is at the button.
    await form.getByLabel('Permutations').fill('999999')
    await form.getByRole('button', { name: 'Compute' }).click()
    await page.locator('.analysis-progress progress').waitFor()
    await page.getByRole('button', { name: 'Stop' }).click()
    await panel(visited).getByText('Stopped. Nothing was computed.').waitFor()
    await page.getByRole('button', { name: 'Hot this week' }).click()
    await answered(visited)
  })

  test('cells with their statistics come as files, the map as a sheet of 3840 × 2160 pixels', async () => {
    const visited = await open('/', 'demo-command')
    const { page } = visited
    await openAnalysis(visited)
    await page.getByRole('button', { name: 'Hot this week' }).click()
    await answered(visited)
    await page.getByRole('button', { name: 'GeoJSON' }).click()
    const geojson = JSON.parse(await textOf(await page.waitForEvent('download'))) as { features: { properties: Record<string, unknown> }[] }
    expect(geojson.features.length).toBeGreaterThan(100)
    for (const key of ['count', 'z', 'p', 'q', 'finding']) expect(geojson.features[0]!.properties).toHaveProperty(key)
    await page.getByRole('button', { name: 'CSV' }).click()
    expect((await textOf(await page.waitForEvent('download'))).split('\n').length).toBeGreaterThan(geojson.features.length)

    await page.locator('.answer').getByRole('button', { name: 'Picture (PNG)' }).click()
    await page.getByRole('radio', { name: '4K screen' }).check()
    await page.getByRole('button', { name: 'Save picture' }).click()
    const png = await bytesOf(await page.waitForEvent('download', { timeout: 90_000 }))
    // Width and height of a PNG stand at bytes 16 to 23.
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([3840, 2160])
    expect(png.length).toBeGreaterThan(100_000)
  })
})

async function bytesOf(download: Download): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of await download.createReadStream()) parts.push(part as Buffer)
  return Buffer.concat(parts)
}
const textOf = async (download: Download) => (await bytesOf(download)).toString('utf8')

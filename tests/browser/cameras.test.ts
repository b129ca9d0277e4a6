import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasMunich, type Munich, openMunich } from './munich.ts'
import { expectClean, useBrowser, type Visit } from './page.ts'
import { openTestStream, type TestStream } from './testStream.ts'

/** Marienplatz: direction 80, angle 60, height 10. */
const marienplatz = 'n3231367810'

/** From a file of mappers to what is seen, who looked and where the next cameras go, on real cameras among real buildings. */
describe.skipIf(!hasMunich)('the cameras of Munich', () => {
  const { visitAt } = useBrowser()
  let stream: TestStream
  let city: Munich
  let now: Visit
  let cameraId: number
  beforeAll(async () => {
    stream = await openTestStream()
    city = await openMunich(stream.host)
    const [row] = await city.database.sql<{ id: number }[]>`select id from camera where code like ${`%${marienplatz}%`} or source_ref like ${`%${marienplatz}%`}`
    cameraId = row!.id
    now = await visitAt(city.url, `/?c=11.5755,48.1373,17&s=camera:${cameraId}`, { locale: 'en-GB', timezoneId: 'Europe/Berlin' }, 'demo-command')
  }, 300_000)
  afterAll(async () => {
    if (now) await now.close()
    await city?.stop()
    await stream?.stop()
  })
  const waits = { timeout: 60_000 }
  const send = async <Answer>(method: 'post' | 'put', path: string, data: object): Promise<Answer> => {
    const answer = await now.page.request[method](city.url + path, { data })
    expect(answer.ok(), `${path} ${await answer.text()}`).toBe(true)
    return (await answer.json()) as Answer
  }
  const id = async () => (await city.database.sql<{ id: string }[]>`select gen_random_uuid() as id`)[0]!.id
  const sightOf = async () => (await city.database.sql<{ at: string; wkt: string }[]>`select s.computed_at as at, st_astext(v.geom) as wkt from camera_sight s join camera_view v on v.camera_id = s.camera_id and v.band = 'detect' where s.camera_id = ${cameraId}`)[0]

  test('all 208 are in the register, with the directions that could be read', async () => {
    const [row] = await city.database.sql<{ all: number; directed: number }[]>`select count(*)::integer as all, count(azimuth_deg)::integer as directed from camera`
    expect(row?.all).toBe(208)
    expect(row?.directed).toBeGreaterThanOrEqual(50)
    // What each sees is worked out in the background.
    await expect.poll(async () => (await city.database.sql<{ due: number }[]>`select count(*)::integer as due from camera_due`)[0]?.due, { timeout: 120_000 }).toBe(0)
  })

  test('one that is turned on the map has what it sees worked out anew', async () => {
    const { page } = now
    const detail = page.locator('.detail-panel')
    await detail.getByText('80°', { exact: false }).first().waitFor(waits)
    const before = await sightOf()
    await detail.getByRole('button', { name: 'Adjust on the map' }).click()
    await detail.getByLabel('Direction (degrees)').fill('260')
    await detail.getByLabel('Direction (degrees)').press('Tab')
    await detail.getByRole('button', { name: 'Save', exact: true }).click()
    await detail.getByText('260°', { exact: false }).first().waitFor(waits)
    await expect.poll(async () => (await sightOf())?.wkt !== before?.wkt, waits).toBe(true)
    // The page is told, without a reload.
    await expect.poll(() => detail.locator('.badge.warn.fit').count(), waits).toBe(0)
  })

  test('an incident says which cameras see it, and leads to their picture', async () => {
    const { page } = now
    const [spot] = await city.database.sql<{ lng: number; lat: number }[]>`select st_x(p) as lng, st_y(p) as lat from (select st_pointonsurface(geom) as p from camera_view where camera_id = ${cameraId} and band = 'detect') at`
    const { incident } = await send<{ incident: { id: string } }>('post', '/api/incidents', { id: await id(), categoryId: 1, channel: 'phone', title: 'Broken lamp', occurredAt: new Date(Date.now() - 60_000).toISOString(), geometry: { type: 'Point', coordinates: [spot!.lng, spot!.lat] } })
    const { version } = (await (await page.request.get(`${city.url}/api/cameras/${cameraId}/stream`)).json()) as { version: number }
    await send('put', `/api/cameras/${cameraId}/stream`, { version, streamUrl: stream.url, snapshotUrl: stream.snapshotUrl, credentials: 'camera:test-picture' })
    await page.goto(`${city.url}/incidents/${incident.id}`)
    const seeing = page.locator('.camera-seeing')
    await seeing.locator(`a[href*="camera=${cameraId}"]`).waitFor(waits)
    await seeing.locator(`a[href*="camera=${cameraId}"]`).click()
    await page.waitForURL(/\/watch/, waits)
    await page.locator('.stream-view[data-state="playing"]').waitFor(waits)
  })

  test('a tour plays the test stream and a finding is written down with camera and time', async () => {
    const { page } = now
    const { areaId } = (await city.database.sql<{ areaId: number }[]>`select area_id from camera where id = ${cameraId}`)[0]!
    await send('post', '/api/camera-tours', { id: await id(), areaId, name: 'Marienplatz round', mode: 'manual', stops: [{ cameraId }] })
    await page.goto(`${city.url}/watch`)
    await page.locator('.tour-list li', { hasText: 'Marienplatz round' }).getByRole('button', { name: 'Start' }).click(waits)
    await page.locator('.stream-view[data-state="playing"]').waitFor(waits)
    await expect.poll(() => page.locator('.stream-view video').evaluate((video) => [(video as HTMLVideoElement).videoWidth, (video as HTMLVideoElement).currentTime > 0]), waits).toEqual([320, true])
    expect(stream.fetched.some((path) => path.endsWith('.m4s'))).toBe(true)
    await page.keyboard.press('n')
    const dialog = page.locator('dialog')
    await dialog.getByLabel('Category', { exact: true }).selectOption({ index: 0 })
    await dialog.getByLabel('What happened', { exact: false }).or(dialog.locator('input[maxlength="200"]')).first().fill('Rubbish at the fountain')
    await dialog.getByRole('button', { name: 'Report', exact: true }).click()
    await expect.poll(async () => (await city.database.sql<{ cameraId: number; channel: string; provenance: string; looked: number }[]>`
      select i.camera_id, i.channel, i.provenance, (select count(*)::integer from camera_look l where l.incident_id = i.id and l.reason = 'Tour: Marienplatz round') as looked from incident i where i.title = 'Rubbish at the fountain'`)[0], waits).toEqual({ cameraId, channel: 'video_patrol', provenance: 'camera', looked: 1 })
    // What opens the camera never reached the page.
    expect(await page.content()).not.toMatch(/test-picture|live\.m3u8/)
  })

  test('a timed tour shows single pictures of a camera without a stream, and goes on by itself', async () => {
    const { page } = now
    const [still] = await city.database.sql<{ id: number; areaId: number }[]>`select id, area_id from camera where id <> ${cameraId} order by id limit 1`
    const { version } = (await (await page.request.get(`${city.url}/api/cameras/${still!.id}/stream`)).json()) as { version: number }
    await send('put', `/api/cameras/${still!.id}/stream`, { version, streamUrl: null, snapshotUrl: stream.snapshotUrl, credentials: 'camera:test-picture' })
    const tour = await id()
    await send('post', '/api/camera-tours', { id: tour, areaId: still!.areaId, name: 'Two by the clock', mode: 'timed', dwellSeconds: 6, stops: [{ cameraId: still!.id }, { cameraId }] })
    await page.goto(`${city.url}/watch?tour=${tour}`)
    await expect.poll(() => page.locator('.stream-view img').evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth)), waits).toEqual([320])
    await expect.poll(() => page.locator('.stream-view[data-state="playing"] video').evaluateAll((videos) => videos.map((video) => (video as HTMLVideoElement).videoWidth)), waits).toContain(320)
    expect((await city.database.sql<{ cameraId: number }[]>`select distinct camera_id from camera_look where tour_id = ${tour}`).map((row) => row.cameraId).toSorted((x, y) => x - y)).toEqual([still!.id, cameraId].toSorted((x, y) => x - y))
  })

  test('five more are proposed for the town hall’s zone, kept as a draft and adopted', async () => {
    await now.close()
    now = await visitAt(city.url, '/?c=11.5757,48.1373,16.5', { locale: 'en-GB', timezoneId: 'Europe/Berlin' }, 'demo-supervisor')
    const { page } = now
    await page.getByRole('tab', { name: 'Camera sites' }).click()
    const side = page.locator('aside.left')
    await side.getByLabel('Ground', { exact: true }).selectOption({ label: '001 Rathaus' })
    await side.getByLabel('Cameras', { exact: true }).fill('5')
    await side.getByText('More', { exact: true }).click()
    await side.getByLabel('Seconds to solve').fill('1')
    await side.getByRole('button', { name: 'Propose', exact: true }).click()
    await side.getByRole('button', { name: /^Keep proposal/ }).click({ timeout: 120_000 })
    await side.getByRole('button', { name: 'Adopt the plan' }).click(waits)
    await expect.poll(async () => (await city.database.sql<{ n: number }[]>`select count(*)::integer as n from camera where state = 'planned'`)[0]?.n, waits).toBe(5)
    expectClean(now)
  })
}, 300_000)

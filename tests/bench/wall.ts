import { type Browser, chromium, type Page } from 'playwright-core'
import { buildWeb, webIsOld } from '../../server/cli/web.ts'
import type { WallAnswer } from '../../geodata/model/mapWall.ts'
import type { View } from '../../geodata/model/view.ts'
import { type Desk, makeWall, moveWall, openWindow, wallView } from '../browser/wallWindows.ts'
import { flags } from '../browser/page.ts'
import { median, pairOf } from './pair.ts'
import { type Place, withSql } from './place.ts'
import { type Line, limitLine, pairLine, plainLine } from './report.ts'
import { townDatabase } from './town.ts'

const middle = { lng: 121.42, lat: 31.21 }
const viewport = { width: 960, height: 540 }
const quantile = (values: readonly number[], share: number) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))]!

/** A year of 100,000 incidents, 5,000 cameras and 1,000 teams that are where they are now. */
async function fullTown(place: Place): Promise<void> {
  await townDatabase(place, 'wall', 100_000)
  await withSql(place.urlOf('wall'), async (sql) => {
    await sql`insert into camera (area_id, code, kind, azimuth_deg, field_of_view_deg, geom, source, source_ref)
      select z.area_id, 'bench-' || i, 'fixed', i * 37 % 360, 80, st_setsrid(st_makepoint(st_x(p) + (i * 0.618034 % 1 - 0.5) * 0.004, st_y(p) + (i * 0.414214 % 1 - 0.5) * 0.003), 4326), 'bench', i::text
      from generate_series(1, 5000 - (select count(*)::integer from camera)) i join (select area_id, st_centroid(geom) as p, row_number() over (order by id) - 1 as n, count(*) over () as many from zone where valid_to is null) z on z.n = i % z.many`
    await sql`insert into team (area_id, call_sign, source, source_ref) select z.area_id, 'W' || i, 'bench', i::text from generate_series(1, 1000 - (select count(*)::integer from team)) i
      join (select area_id, row_number() over (order by id) - 1 as n, count(*) over () as many from zone where valid_to is null) z on z.n = i % z.many`
    await sql`delete from live_position`
    await sql`insert into live_position (team_id, area_id, at, x, y, speed_cm_s) select t.id, t.area_id, now(), floor((st_x(p) + 180) / 360 * 2147483648)::integer, floor((1 - asinh(tan(radians(st_y(p)))) / pi()) / 2 * 2147483648)::integer, 100
      from team t join lateral (select st_translate(st_centroid(z.geom), (t.id * 0.618034 % 1 - 0.5) * 0.004, (t.id * 0.414214 % 1 - 0.5) * 0.003) as p from zone z where z.area_id = t.area_id and z.valid_to is null order by z.id limit 1) at on true`
    await sql.unsafe('vacuum analyze')
  })
}

const turned = (camera: View['camera'], step: number): View['camera'] => ({ ...camera, lng: middle.lng + 0.004 * Math.sin(step / 9), lat: middle.lat + 0.003 * Math.cos(step / 7) })

/** In the page: when the map's own camera first stands within a pixel of where it was told to go, after a frame was drawn. Installed before the move; answers the time of day in milliseconds. */
const awaitCamera = (page: Page) => page.evaluate(`window.benchCamera = (old) => new Promise((resolve) => {
  const map = document.querySelector('.map-view').fangcunMap
  let last = map.camera(), still = 0
  const look = () => {
    const now = map.camera()
    const moved = Math.abs(now.lng - old.lng) + Math.abs(now.lat - old.lat) > 1e-7
    const stands = Math.abs(now.lng - last.lng) + Math.abs(now.lat - last.lat) < 1e-9
    if (moved && stands) { if (!still) still = Date.now(); if (Date.now() - still > 400) return resolve(still) } else still = 0
    last = now
    requestAnimationFrame(look)
  }
  look()
}); undefined`)
const cameraOf = (page: Page) => page.evaluate<View['camera']>(`document.querySelector('.map-view').fangcunMap.camera()`)

/** From the desk's move to where each screen stands in its new place; how long the screens glide is part of it. */
async function toPixels(desk: Desk, wall: WallAnswer, pages: readonly Page[], rounds: number): Promise<{ last: number[]; first: number[] }> {
  const [last, first]: [number[], number[]] = [[], []]
  await Promise.all(pages.map(awaitCamera))
  for (let round = 0; round < rounds; round++) {
    const before = await Promise.all(pages.map(cameraOf))
    const waiting = pages.map((page, i) => page.evaluate<number>(`window.benchCamera(${JSON.stringify(before[i])})`))
    // All pages look before the move goes out.
    await Promise.all(pages.map((page) => page.evaluate('1')))
    const sent = Date.now()
    await moveWall(desk, wall.wall.id, turned(wall.wall.view.camera, round + 1), round + 1)
    const stood = (await Promise.all(waiting)).map((at) => at - sent)
    last.push(Math.max(...stood))
    first.push(Math.min(...stood))
  }
  return { last, first }
}

/** Frames a second of one screen while the shared camera moves twenty times a second. */
async function framesPerSecond(desk: Desk, wall: WallAnswer, page: Page, seconds: number, from: number): Promise<number> {
  const counting = page.evaluate<number>(`new Promise((resolve) => { let frames = 0; const begun = performance.now(); const frame = () => { frames++; const taken = performance.now() - begun; taken < ${seconds * 1000} ? requestAnimationFrame(frame) : resolve(frames / taken * 1000) }; requestAnimationFrame(frame) })`)
  const done = new AbortController()
  void counting.finally(() => done.abort())
  for (let step = from; !done.signal.aborted; step++) {
    const begun = Date.now()
    await moveWall(desk, wall.wall.id, turned(wall.wall.view.camera, step / 8), step)
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, 50 - (Date.now() - begun))))
  }
  return counting
}

const everything = wallView({ ...middle, zoom: 14 }, ['incidents', 'cameras', 'patrols'], { time: { lastHours: 24 * 365 } })
const nothing = wallView({ ...middle, zoom: 14 }, [])

async function frameLines(desk: Desk, browser: Browser, rounds: number): Promise<Line[]> {
  const open = async (view: View) => {
    const wall = await makeWall(desk, { rows: 1, columns: 1, view })
    return { wall, page: await openWindow(desk, browser, { wallId: wall.wall.id, screenId: wall.screens[0]!.id, viewport: { width: 1920, height: 1080 } }) }
  }
  const [full, empty] = [await open(everything), await open(nothing)]
  const rates: [number, number][] = []
  for (let round = 0; round < rounds; round++) {
    const from = 10_000 * (round + 1)
    const measure = async ({ wall, page }: typeof full) => {
      await page.bringToFront()
      return framesPerSecond(desk, wall, page, 4, from)
    }
    if (round % 2) rates.push([await measure(full), await measure(empty)])
    else {
      const peer = await measure(empty)
      rates.push([await measure(full), peer])
    }
  }
  await Promise.all([full, empty].map(({ page }) => page.context().close()))
  return [pairLine('a screen with 100,000 incidents, 5,000 cameras, 1,000 patrols against an empty one, moving', 'frames/s', pairOf(rates))]
}

/** Walls in Chromium with software WebGL on this machine, which draws all screens by itself: each screen of a real wall has a computer, or at least a graphics card, of its own. */
export async function wallSection(place: Place, rounds: number, tell: (lines: Line[]) => void): Promise<void> {
  if (webIsOld()) await buildWeb(new AbortController().signal)
  await fullTown(place)
  const app = await place.startApp('wall')
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags })
  const desk = { url: app.url, cookie: app.cookie }
  try {
    const wall = await makeWall(desk, { rows: 2, columns: 3, view: wallView({ ...middle, zoom: 14 }, ['zones', 'incidents', 'cameras', 'patrols']) })
    const pages: Page[] = []
    for (const { id } of wall.screens) pages.push(await openWindow(desk, browser, { wallId: wall.wall.id, screenId: id, viewport }))
    const six = await toPixels(desk, wall, pages, rounds * 8)
    await Promise.all(pages.slice(1).map((page) => page.context().close()))
    const one = await toPixels(desk, wall, pages.slice(0, 1), rounds * 8)
    await pages[0]!.context().close()
    tell([
      plainLine('a move to pixels on the last of six screens', `p50 ${Math.round(quantile(six.last, 0.5))} ms, p99 ${Math.round(quantile(six.last, 0.99))} ms; on the first p50 ${Math.round(quantile(six.first, 0.5))} ms (${six.last.length} moves, 960 x 540 each)`, { p50: quantile(six.last, 0.5), p99: quantile(six.last, 0.99), firstP50: quantile(six.first, 0.5) }),
      pairLine('  against one screen alone', '1/s', pairOf(six.last.map((ms, i) => [1000 / ms, 1000 / one.last[i]!] as const))),
    ])
    tell(await receiptLines(desk, browser, rounds))
    tell(await frameLines(desk, browser, rounds))
  } finally {
    await browser.close()
    await app.stop()
  }
}

/** From the desk's request to the stream of each of six screens, by what the screens say of themselves; no pixels. */
async function receiptLines(desk: Desk, browser: Browser, rounds: number): Promise<Line[]> {
  const wall = await makeWall(desk, { rows: 2, columns: 3, view: nothing })
  const pages: Page[] = []
  for (const { id } of wall.screens) pages.push(await openWindow(desk, browser, { wallId: wall.wall.id, screenId: id, viewport: { width: 320, height: 180 } }))
  const received: number[] = []
  await Promise.all(pages.map((page) => page.evaluate(`window.benchMoves = []; const source = new EventSource('/live?wall=${wall.wall.id}'); source.addEventListener('wall', (event) => window.benchMoves.push([JSON.parse(event.data).seq, Date.now()])); new Promise((resolve) => { source.onopen = () => resolve(0) })`)))
  const sent = new Map<number, number>()
  for (let seq = 1; seq <= rounds * 40; seq++) {
    sent.set(seq, Date.now())
    await moveWall(desk, wall.wall.id, turned(wall.wall.view.camera, seq), seq)
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
  await new Promise((resolve) => setTimeout(resolve, 1000))
  for (const page of pages) received.push(...(await page.evaluate<[number, number][]>('window.benchMoves')).map(([seq, at]) => at - (sent.get(seq) ?? Number.NaN)))
  await Promise.all(pages.map((page) => page.context().close()))
  if (received.length < rounds * 40 * pages.length * 0.99) throw new Error(`only ${received.length} of ${rounds * 40 * pages.length} moves came`)
  const ms = received.toSorted((a, b) => a - b)
  const p99 = quantile(ms, 0.99)
  return [limitLine(`a move to its receipt by six screens, p99 (p50 ${Math.round(median(ms))} ms)`, 'ms', { median: p99, lowest: ms[0]!, highest: ms.at(-1)!, runs: ms.length }, 100)]
}

import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { type Browser, type BrowserContext, chromium } from 'playwright-core'
import { buildWeb, webIsOld } from '../../server/cli/web.ts'
import { cityFile, importInto } from './cityFiles.ts'
import { type Link, openLink } from './link.ts'
import { median } from './pair.ts'
import { type Place, withSql } from './place.ts'
import { type Line, limitLine, plainLine } from './report.ts'
import { townDatabase } from './town.ts'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const flags = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']
const many = 126_000
const kilobits = 400
const limitSlowMs = 10_000
const limitCodeBytes = 1_000_000

type Visit = { shellMs: number; mapMs: number; bytes: number; requests: number; code: Set<string> }

/** One page load through the link, in a context whose cache earlier loads may have filled. */
async function visit(context: BrowserContext, link: Link): Promise<Visit> {
  const page = await context.newPage()
  const code = new Set<string>()
  let requests = 0
  const errors: string[] = []
  const count = (url: string) => {
    if (!url.startsWith(link.url)) return
    requests++
    if (/\.(js|css)$/.test(new URL(url).pathname)) code.add(new URL(url).pathname)
  }
  const heard = (request: { url(): string }) => count(request.url())
  context.on('request', heard)
  page.on('pageerror', (error) => errors.push(String(error)))
  try {
    const before = link.bytes()
    const start = performance.now()
    await page.goto(link.url, { waitUntil: 'commit', timeout: 120_000 })
    await page.locator('.desk .bar').waitFor({ timeout: 120_000 })
    const shellMs = performance.now() - start
    await page.locator('.map-view[data-ready="true"]').first().waitFor({ timeout: 180_000 })
    const mapMs = performance.now() - start
    if (errors.length) throw new Error(`the page failed: ${errors.join('; ')}`)
    return { shellMs, mapMs, bytes: link.bytes() - before, requests, code }
  } finally {
    context.off('request', heard)
    await page.close()
  }
}

const newContext = (browser: Browser) => browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })

/** First and repeat visits of as many new users; the link is slow if `speed` says so. */
async function visits(browser: Browser, appUrl: string, runs: number, speed?: number): Promise<{ first: Visit[]; repeat: Visit[] }> {
  const link = await openLink(appUrl, speed)
  const first: Visit[] = []
  const repeat: Visit[] = []
  try {
    for (let run = 0; run < runs; run++) {
      const context = await newContext(browser)
      // Signed in before the clock runs: the way to the map is timed, not the one to a session.
      await context.request.post(`${appUrl}/api/session/demo`, { data: { id: 'demo-command' } })
      first.push(await visit(context, link))
      repeat.push(await visit(context, link))
      await context.close()
    }
  } finally {
    await link.close()
  }
  return { first, repeat }
}

const over = (values: number[]) => ({ median: median(values), lowest: Math.min(...values), highest: Math.max(...values), runs: values.length })

function mapLine(name: string, all: Visit[]): Line {
  const ms = over(all.map(({ mapMs }) => mapMs))
  const bytes = median(all.map((one) => one.bytes))
  const requests = median(all.map((one) => one.requests))
  return plainLine(name, `${Math.round(ms.median)} ms (${Math.round(ms.lowest)}-${Math.round(ms.highest)}, ${ms.runs} runs), ${Math.round(bytes / 1000).toLocaleString('en')} KB down, ${requests} requests`, { mapMs: ms.median, bytes, requests })
}

/** Scripts and styles that the first visit loaded, worker included, each by gzip -6 as a server would send them. */
function codeLine({ code }: Visit): Line {
  const sizes = [...code].map((path) => gzipSync(readFileSync(`dist/web${path}`)).byteLength)
  const total = sizes.reduce((a, b) => a + b, 0)
  return limitLine(`code of the first page, ${sizes.length} files, gzip`, 'bytes', over([total]), limitCodeBytes, 'size')
}

/** Databases with the town (made already) and with a city's incidents. */
async function cityDatabase(place: Place): Promise<string> {
  const city = cityFile(place.folder, 100)
  if (city.name === 'town') {
    await townDatabase(place, 'city', many)
    return 'town'
  }
  await withSql(await place.database('city'), async (sql) => {
    await city.prepare(sql)
    await importInto(sql, [city.incidents], place.folder, city.options)
    await sql.unsafe('vacuum analyze')
  })
  return city.name
}

/** First useful map in Chromium with software WebGL, whose frames cost more than a user's GPU would need. */
export async function browseSection(place: Place, runs: number, tell: (lines: Line[]) => void): Promise<void> {
  if (webIsOld()) await buildWeb(new AbortController().signal)
  const browser = await chromium.launch({ executablePath, args: flags })
  try {
    for (const database of ['town', 'city'] as const) {
      const name = database === 'town' ? '20,000 incidents (town)' : `${many.toLocaleString('en')} incidents (${await cityDatabase(place)})`
      const app = await place.startApp(database)
      try {
        await visits(browser, app.url, 1)
        const { first, repeat } = await visits(browser, app.url, runs)
        tell([mapLine(`first useful map, ${name}, first visit`, first), mapLine('  repeat visit', repeat)])
        if (database === 'city') continue
        if (first[0]) tell([codeLine(first[0])])
        tell(await slowLines(browser, app.url))
      } finally {
        await app.stop()
      }
    }
  } finally {
    await browser.close()
  }
}

/** One run: the wire is the limit here, not the machine. */
async function slowLines(browser: Browser, appUrl: string): Promise<Line[]> {
  const { first, repeat } = await visits(browser, appUrl, 1, kilobits)
  const map = mapLine(`at ${kilobits} kbit/s: map on first visit`, first)
  return [
    limitLine(`at ${kilobits} kbit/s: shell on first visit`, 'ms', over(first.map(({ shellMs }) => shellMs)), limitSlowMs, 'time'),
    map,
    limitLine(`at ${kilobits} kbit/s: map on repeat visit`, 'ms', over(repeat.map(({ mapMs }) => mapMs)), limitSlowMs, 'time'),
  ]
}

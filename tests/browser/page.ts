import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject } from 'vitest'
import type { MapProbe } from '../../web/map/sceneData.ts'

/** Software WebGL, so that pixels are the same on every machine; nothing but the app's own origin is reached. */
export const flags = [
  '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--force-color-profile=srgb', '--hide-scrollbars',
]

export type Visit = { page: Page; errors: string[]; foreign: string[]; close(): Promise<void> }

/** A browser for one test file. `visit` signs in as a demo account, opens a page of its own context and waits for a drawn map; without an account it opens the page alone. */
export function useBrowser() {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags })
  })
  afterAll(() => browser?.close())

  const visit = (path = '/', options: BrowserContextOptions = {}, account: string | null = 'demo-command') => visitAt(inject('app').url, path, options, account)
  /** The same at another server. */
  const visitAt = async (url: string, path = '/', options: BrowserContextOptions = {}, account: string | null = 'demo-command'): Promise<Visit> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce', ...options })
    if (account) await signIn(context, url, account)
    const page = await context.newPage()
    // A machine with other work is slow: what does not come at all is found out all the same.
    page.setDefaultTimeout(90_000)
    const errors: string[] = []
    const foreign: string[] = []
    page.on('pageerror', (error) => errors.push(String(error)))
    // What the policy forbids is told to the console only.
    page.on('console', (message) => { if (message.type() === 'error' && /Content Security Policy/.test(message.text())) errors.push(message.text()) })
    page.on('request', (request) => {
      if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url())) foreign.push(request.url())
    })
    await page.goto(url + path)
    if (account) await drawn(page)
    return { page, errors, foreign, close: () => context.close() }
  }
  /** What a region of the page looks like, decoded on a page of its own: the app's policy forbids reading data URLs. */
  const picture = async ({ page }: Visit, selector = '.map-canvas'): Promise<Picture> => {
    const [box, shot] = [await page.locator(selector).first().boundingBox(), await page.locator(selector).first().screenshot()]
    const blank = await browser.newPage()
    const decoded = await blank.evaluate(async (base64) => {
      const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob())
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d')!
      context.drawImage(image, 0, 0)
      const { data } = context.getImageData(0, 0, image.width, image.height)
      let text = ''
      for (let i = 0; i < data.length; i += 30_000) text += String.fromCharCode(...data.subarray(i, i + 30_000))
      return { width: image.width, height: image.height, bytes: btoa(text) }
    }, shot.toString('base64'))
    await blank.close()
    return { width: decoded.width, height: decoded.height, left: box!.x, top: box!.y, rgba: Buffer.from(decoded.bytes, 'base64') }
  }
  return { visit, visitAt, picture }
}

/** Four bytes a pixel, row by row; `left`, `top` are where it lies on the page. */
export type Picture = { width: number; height: number; left: number; top: number; rgba: Uint8Array }
export const pixelAt = ({ rgba, width }: Picture, x: number, y: number) => [...rgba.subarray((Math.round(y) * width + Math.round(x)) * 4, (Math.round(y) * width + Math.round(x)) * 4 + 3)] as [number, number, number]

/** Share of pixels whose colour differs by more than `least` in one channel. */
export function differing(a: Picture, b: Picture, least = 24): number {
  let count = 0
  for (let i = 0; i < a.rgba.length; i += 4) if (Math.abs(a.rgba[i]! - b.rgba[i]!) > least || Math.abs(a.rgba[i + 1]! - b.rgba[i + 1]!) > least || Math.abs(a.rgba[i + 2]! - b.rgba[i + 2]!) > least) count++
  return count / (a.rgba.length / 4)
}

/** Incidents drawn now, clusters by what they hold. */
export const drawnIncidents = (page: Page): Promise<number> =>
  probe(page, (map) => {
    const once = new Map<string, number>()
    for (const { properties, geometry } of map.rendered(['incident-cluster', 'incident-point'])) once.set(String(properties?.clusterId ?? properties?.id ?? JSON.stringify(geometry)), Number(properties?.count ?? 1))
    return [...once.values()].reduce((sum, count) => sum + count, 0)
  })

/** Gives the pages of this context a session of a demo account. */
export async function signIn(context: BrowserContext, url: string, account: string): Promise<void> {
  const answer = await context.request.post(`${url}/api/session/demo`, { data: { id: account } })
  expect(answer.status()).toBe(200)
}

/** Waits until the map has drawn all it has. */
export async function drawn(page: Page): Promise<void> {
  await page.locator('.map-view[data-ready="true"]').first().waitFor({ timeout: 60_000 })
}

/** No page error, no request beyond the own origin. */
export function expectClean({ errors, foreign }: Visit): void {
  expect(errors).toEqual([])
  expect(foreign).toEqual([])
}

/** Asks the map of the page; the probe hangs on its element. `ask` travels as text, so it sees nothing of the test around it. */
export function probe<Result>(page: Page, ask: (map: MapProbe) => Result | Promise<Result>): Promise<Result> {
  return page.evaluate(`(${ask.toString()})(document.querySelector('.map-view').fangcunMap)`)
}

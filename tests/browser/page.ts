import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject } from 'vitest'
import type { MapProbe } from '../../web/map/sceneData.ts'

/** Software WebGL, so that pixels are the same on every machine; nothing but the app's own origin is reached. */
const flags = [
  '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--force-color-profile=srgb', '--hide-scrollbars',
]

export type Visit = { page: Page; errors: string[]; foreign: string[]; close(): Promise<void> }

/** A browser for one test file. `visit` opens a page of its own context and waits for a drawn map. */
export function useBrowser() {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags })
  })
  afterAll(() => browser?.close())

  const visit = async (path = '/', options: BrowserContextOptions = {}): Promise<Visit> => {
    const { url } = inject('app')
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce', ...options })
    const page = await context.newPage()
    const errors: string[] = []
    const foreign: string[] = []
    page.on('pageerror', (error) => errors.push(String(error)))
    page.on('request', (request) => {
      if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url())) foreign.push(request.url())
    })
    await page.goto(url + path)
    await drawn(page)
    return { page, errors, foreign, close: () => context.close() }
  }
  return { visit }
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

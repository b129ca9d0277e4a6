import { setTimeout as sleep } from 'node:timers/promises'
import { type BrowserContext, chromium, type Page } from 'playwright-core'

/** @param folder the browser's profile: the session of the wall and the address of the screen live in it */
export type Kiosk = { url: string; executablePath: string; folder: string; args: readonly string[]; headless: boolean; /** How often it is asked whether it lives. */ everyMs: number; /** How long it may take to answer. */ patienceMs: number }
export type KioskEvent = 'opened' | 'went on' | 'shows the code' | 'browser ended' | 'tab crashed' | 'no answer' | 'not there'

/** Grows from one second to ten: a server that is away is asked again and again, but not in a hurry. */
const waitMs = (attempt: number) => Math.min(10_000, 1_000 * 2 ** Math.min(attempt, 4))

/**
 * Keeps one window of a wall open until it is told to stop. A page heals itself of nearly everything, but not of the crash of its own tab, nor of a loop that never ends: somebody outside has to
 * look. What ended is opened again at the address where it last was.
 */
export async function keepScreen(kiosk: Kiosk, signal: AbortSignal, tell: (event: KioskEvent, detail: string) => void): Promise<void> {
  // Kept here, not in the life of one browser: that may end at any line.
  const screen = { url: kiosk.url }
  for (let attempt = 0; !signal.aborted; attempt++) {
    const opened = performance.now()
    try {
      await oneBrowser(kiosk, screen, signal, tell)
    } catch (error) {
      if (!signal.aborted) tell('browser ended', error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error))
    }
    if (performance.now() - opened > 60_000) attempt = 0
    await sleep(waitMs(attempt), undefined, { signal }).catch(() => {})
  }
}

/** One life of the browser. @param screen the address that it last showed, kept up to date */
async function oneBrowser(kiosk: Kiosk, screen: { url: string }, signal: AbortSignal, tell: (event: KioskEvent, detail: string) => void): Promise<void> {
  const context = await chromium.launchPersistentContext(kiosk.folder, { executablePath: kiosk.executablePath, args: [...kiosk.args], headless: kiosk.headless, viewport: null, ignoreDefaultArgs: ['--enable-automation'] })
  const close = () => void context.close().catch(() => {})
  signal.addEventListener('abort', close, { once: true })
  const ended = new AbortController()
  context.on('close', () => ended.abort())
  try {
    let page = context.pages()[0] ?? (await context.newPage())
    while (!ended.signal.aborted && !signal.aborted) {
      if (!(await reach(page, screen.url, signal))) {
        tell('not there', screen.url)
        await sleep(Math.min(kiosk.everyMs, 5_000), undefined, { signal }).catch(() => {})
        continue
      }
      tell('opened', page.url())
      const why = await watch(page, kiosk, signal, (url) => {
        if (url !== screen.url) tell('went on', url)
        screen.url = url
      }, tell)
      if (ended.signal.aborted || signal.aborted) break
      tell(why, screen.url)
      page = await anew(context, page)
    }
  } finally {
    signal.removeEventListener('abort', close)
    await context.close().catch(() => {})
  }
  if (!signal.aborted) tell('browser ended', screen.url)
}

/** Whether the address answered with a page of ours. */
async function reach(page: Page, url: string, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return true
  const answer = await page.goto(url, { waitUntil: 'commit', timeout: 20_000 }).catch(() => null)
  return answer !== null && answer.ok()
}

/** A tab that is stuck does not close by itself; another is opened first, or the browser would end with its last. */
async function anew(context: BrowserContext, old: Page): Promise<Page> {
  const page = await context.newPage()
  await Promise.race([old.close().catch(() => {}), sleep(2_000)])
  return page
}

/** Where the page is, and the code while it asks to join: who starts a screen from afar, or without a window, reads it in the log. */
const asked = "[location.href, document.querySelector('.wall-code')?.textContent ?? '']"

/** Waits until the page crashes or does not answer. What it does on its own, going from the code to its screen or loading itself anew, is its affair. */
async function watch(page: Page, kiosk: Kiosk, signal: AbortSignal, at: (url: string) => void, told: (event: KioskEvent, detail: string) => void): Promise<KioskEvent> {
  let code = ''
  const crashed = new Promise<'tab crashed'>((resolve) => page.once('crash', () => resolve('tab crashed')))
  while (!signal.aborted) {
    const next = await Promise.race([crashed, sleep(kiosk.everyMs, 'ask' as const, { signal }).catch(() => 'ask' as const)])
    if (next !== 'ask') return next
    const answer = await Promise.race([crashed, page.evaluate<[string, string]>(asked).catch((): [string, string] => ['gone', '']), sleep(kiosk.patienceMs, null)])
    if (answer === 'tab crashed') return answer
    if (answer === null) return 'no answer'
    if (page.isClosed()) return 'browser ended'
    // The browser's own page of a server that is away; the page of ours, once there, would have waited by itself.
    const [address, shown] = answer
    if (address.startsWith('chrome-error:')) return 'no answer'
    if (address.startsWith(new URL(kiosk.url).origin)) at(address)
    if (/\w/.test(shown) && shown !== code) told('shows the code', shown)
    code = shown
  }
  return 'browser ended'
}

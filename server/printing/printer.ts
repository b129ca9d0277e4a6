import { type Browser, type BrowserContext, chromium } from 'playwright-core'
import { findChromium, howToGetChromium, keepsSandbox, quietFlags, softwareMapFlags } from '../chromium.ts'
import type { Log } from '../deps.ts'
import type { Env } from '../env.ts'
import { Problem } from '../problem.ts'
import { createQueue } from '../queue.ts'
import { answerInProcess, type Ask, ownOrigin, type Who } from './answerInProcess.ts'

/** Pages with many maps, drawn without a graphics card, on a machine with other work. */
const patienceMilliseconds = 300_000
/** Each waits for a whole document before it. */
const mostWaiting = 4

type Sheet = { path: string; who: Who; locale: 'zh' | 'en'; /** At the foot of each page; its number is the page's own. */ foot: string; signal?: AbortSignal | undefined }

/** One document at a time: a browser takes as much memory as the server. */
const queue = createQueue(1, mostWaiting, () => new Problem(503, 'Too many documents are being made; try again.', [], { 'retry-after': '60' }))

/** Pages of the web app as PDF, through the system's Chromium, which is started for one document and ended after it. The page is whoever asked and nobody else, and reaches nothing but this server. */
export function createPrinter({ env, log, ask }: { env: Env; log: Log; ask: Ask }) {
  async function open(): Promise<Browser> {
    const executablePath = findChromium(env.FANGCUN_CHROMIUM)
    if (!executablePath) throw new Problem(503, `There is no Chromium on the server, which PDFs are made with. ${howToGetChromium}`, [{ field: 'FANGCUN_CHROMIUM', expected: 'the path of a Chromium', code: 'no_chromium' }])
    try {
      return await chromium.launch({ executablePath, chromiumSandbox: keepsSandbox(), args: [...quietFlags, ...softwareMapFlags], handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false, timeout: 30_000 })
    } catch (error) {
      log.error({ executablePath, error: String((error as Error).message).slice(0, 500) }, 'Chromium did not start')
      throw new Problem(503, 'Chromium does not start on the server; fangcun doctor and the log say more.', [{ field: 'FANGCUN_CHROMIUM', expected: 'a Chromium that starts', code: 'no_chromium' }])
    }
  }

  async function make(sheet: Sheet): Promise<Uint8Array<ArrayBuffer>> {
    const browser = await open()
    const end = () => void browser.close().catch(() => {})
    const late = setTimeout(end, patienceMilliseconds)
    sheet.signal?.addEventListener('abort', end, { once: true })
    try {
      sheet.signal?.throwIfAborted()
      return await printed(await contextOf(browser, sheet, ask), sheet)
    } catch (error) {
      sheet.signal?.throwIfAborted()
      if (error instanceof Problem) throw error
      log.warn({ path: sheet.path, error: String((error as Error).message).slice(0, 500) }, 'a document was not made')
      throw new Problem(503, 'The document was not drawn in time; try again.')
    } finally {
      clearTimeout(late)
      sheet.signal?.removeEventListener('abort', end)
      await browser.close().catch(() => {})
    }
  }
  return { print: (sheet: Sheet) => queue.run(() => make(sheet), sheet.signal) }
}

async function contextOf(browser: Browser, { locale, who }: Sheet, ask: Ask): Promise<BrowserContext> {
  // Service workers would ask around the door.
  const context = await browser.newContext({ locale: locale === 'zh' ? 'zh-CN' : 'en-GB', viewport: { width: 1240, height: 1754 }, colorScheme: 'light', reducedMotion: 'reduce', serviceWorkers: 'block' })
  await context.route('**/*', answerInProcess(ask, who))
  return context
}

const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

async function printed(context: BrowserContext, { path, foot }: Sheet): Promise<Uint8Array<ArrayBuffer>> {
  const page = await context.newPage()
  page.setDefaultTimeout(patienceMilliseconds)
  await page.goto(ownOrigin + path)
  // Drawn, or there is nothing of the kind: what was readable a moment ago was taken away meanwhile.
  const state = await page.locator('[data-paper="ready"], [data-paper="failed"], .missing-page, main.sign-in').first().getAttribute('data-paper')
  if (state !== 'ready') throw new Error('the page is not there to be printed')
  const line = `<div style="width:100%;margin:0 12mm;font:7.5pt 'Noto Sans CJK SC','Noto Sans',sans-serif;color:#444">${escape(foot)}</div>`
  const bytes = await page.pdf({ preferCSSPageSize: true, format: 'A4', printBackground: true, displayHeaderFooter: true, headerTemplate: '<span></span>', footerTemplate: line, margin: { top: '12mm', bottom: '16mm', left: '12mm', right: '12mm' }, tagged: true, outline: true })
  return new Uint8Array(bytes)
}

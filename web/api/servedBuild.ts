import { request } from './http.ts'

/** The main script of a page, which has another name in every build. */
const buildOf = (html: string): string | null => /\/assets\/index-[\w-]+\.js/.exec(html)?.[0] ?? null
/** What this page runs. */
export const ownBuild = (): string | null => buildOf(document.querySelector('script[type="module"][src]')?.outerHTML ?? '')
/** What the server gives out now. @throws Problem where it does not answer */
export async function servedBuild(): Promise<string | null> {
  const response = await request('/', { cache: 'no-store' })
  return buildOf(await response.text())
}

const storageKey = 'fangcun.reloadedAt'
/** A reload that does not help must not become a flicker. */
const leastBetweenMilliseconds = 60_000
const retryMilliseconds = 5_000
let reloading = false

/** Loads the page anew, once the server answers: before that the browser's own error page would take its place, and stay. */
export function reloadWhenServed(): void {
  if (reloading) return
  reloading = true
  const attempt = async () => {
    const since = Math.abs(Date.now() - Number(sessionStorage.getItem(storageKey) ?? 0))
    const served = since >= leastBetweenMilliseconds && (await servedBuild().then(() => true, () => false))
    if (!served) { setTimeout(() => void attempt(), retryMilliseconds); return }
    sessionStorage.setItem(storageKey, String(Date.now()))
    location.reload()
  }
  void attempt()
}

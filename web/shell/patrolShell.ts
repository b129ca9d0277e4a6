/**
 * The service worker of the phone app. It keeps the files of one build (page, code, styles, icons), whole or not at all, and answers `/patrol` and these files from there, so that the app opens without a network and never
 * mixes two builds. It never answers for data: what was read last is kept by the page itself, which says how old it is. A newer build waits until the page tells it to take over, or until no page is open.
 */
const worker = self as unknown as ServiceWorkerGlobalScope

/** Filled in by the build (vite.shell.ts). */
const files = '%FILES%'.split(' ')
const build = '%BUILD%'
const prefix = 'fangcun-patrol-'
const page = '/patrol.html'

worker.addEventListener('install', (event) => {
  // Past the browser's own cache: an old page there would name files that are gone.
  event.waitUntil(caches.open(prefix + build).then((cache) => cache.addAll(files.map((path) => new Request(path, { cache: 'reload' })))))
})

worker.addEventListener('activate', (event) => {
  const old = async () => { for (const name of await caches.keys()) if (name.startsWith(prefix) && name !== prefix + build) await caches.delete(name) }
  event.waitUntil(old().then(() => worker.clients.claim()))
})

worker.addEventListener('message', (event) => { if (event.data === 'take over') void worker.skipWaiting() })

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== location.origin) return
  const kept = request.mode === 'navigate' ? /^\/patrol\/?$/.test(pathname) && page : files.includes(pathname) && pathname
  if (kept) event.respondWith(caches.open(prefix + build).then((cache) => cache.match(kept)).then((found) => found ?? fetch(request)))
})

import { mkdirSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../server/cluster/port.ts'
import { pair } from './pair.ts'
import { answers, type App, type Place } from './place.ts'
import { type Line, pairLine } from './report.ts'
import { fullestTile } from './town.ts'
import { requestsPerSecond } from './tools.ts'

const wanted = 20_000
const asked = { 'accept-encoding': 'br' }

/** As it comes down the wire; fetch would undo the compression. */
const bytesOf = (url: string, cookie = ''): Promise<Uint8Array> =>
  new Promise((done, fail) => {
    request(url, { headers: { ...asked, cookie } }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part)).on('end', () => done(Buffer.concat(parts))).on('error', fail)
    }).on('error', fail).end()
  })

/** A tile of the town whose bytes on the wire are nearest to 20 KB. */
async function tileOfSize(app: App, databaseUrl: string): Promise<{ path: string; bytes: Uint8Array }> {
  const found: { path: string; bytes: Uint8Array }[] = []
  for (const z of [13, 14, 15, 16]) {
    const { x, y } = await fullestTile(databaseUrl, 'building', z)
    for (const dx of [-1, 0, 1]) {
      const path = `/tiles/base/${z}/${x + dx}/${y}.mvt`
      found.push({ path, bytes: await bytesOf(app.url + path, app.cookie) })
    }
  }
  return found.reduce((best, one) => (Math.abs(one.bytes.byteLength - wanted) < Math.abs(best.bytes.byteLength - wanted) ? one : best))
}

async function startNginx(place: Place, tile: Uint8Array): Promise<string> {
  const files = join(place.folder, 'nginx')
  mkdirSync(files)
  writeFileSync(join(files, 'tile.mvt'), tile)
  writeFileSync(join(files, 'ready.txt'), 'ready')
  const port = await freePort()
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${files}/${kind};`).join(' ')
  writeFileSync(join(files, 'nginx.conf'), `
${process.getuid?.() === 0 ? 'user root;' : ''} worker_processes 1; daemon off; pid ${files}/nginx.pid; error_log ${files}/error.log;
events { worker_connections 256; }
http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; ${temporary}
  types { application/vnd.mapbox-vector-tile mvt; }
  server { listen 127.0.0.1:${port}; root ${files}; location = /tile.mvt { add_header content-encoding br; } } }`)
  place.run('/usr/sbin/nginx', ['-p', files, '-c', join(files, 'nginx.conf')])
  // Not the tile: its bytes are said to be brotli, which need not be asked of fetch here.
  for (let waited = 0; !(await answers(`http://127.0.0.1:${port}/ready.txt`)); waited++) {
    if (waited > 50) throw new Error('nginx does not start')
    await sleep(100)
  }
  return `http://127.0.0.1:${port}/tile.mvt`
}

/** A tile from the app's memory against the same bytes from nginx's static files; both with keep-alive and the same wrk. */
export async function cachedSection(place: Place, rounds: number): Promise<Line[]> {
  const app = await place.startApp('town')
  try {
    const { path, bytes } = await tileOfSize(app, place.urlOf('town'))
    const peer = await startNginx(place, bytes)
    for (const url of [app.url + path, peer]) if (Buffer.compare(await bytesOf(url, app.cookie), bytes)) throw new Error(`${url} gives other bytes`)
    const options = { headers: { ...asked, cookie: app.cookie } }
    const result = await pair((seconds) => requestsPerSecond(app.url + path, seconds, options), (seconds) => requestsPerSecond(peer, seconds, options), { rounds })
    return [pairLine(`cached tile, ${(bytes.byteLength / 1000).toFixed(1)} KB / nginx static`, 'tiles/s', result, { label: 'P5', atLeast: 0.45 })]
  } finally {
    await app.stop()
  }
}

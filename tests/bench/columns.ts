import { createServer } from 'node:http'
import { brotliDecompressSync } from 'node:zlib'
import { chromium } from 'playwright-core'
import { build } from 'vite'
import { decodeFrame, type FrameColumns } from '../../geodata/format/incidentFrames.ts'
import { IncidentState, Provenance } from '../../geodata/model/incident.ts'
import { freePort } from '../../server/cluster/port.ts'
import { brotli, clusteredRows, framesOf, geojsonOf } from './columnsRows.ts'
import { pairOf } from './pair.ts'
import { type Line, limitLine, pairLine } from './report.ts'

const mostBytes = 5.6
const leastRatio = 40
const flags = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--use-angle=swiftshader', '--enable-unsafe-swiftshader']

type Parsed = { features: { properties: { occurredAt: string; categoryId: number; severity: number; state: string; provenance: string; areaId: number } }[] }

/** Both say the same of every row, or nothing is timed. */
function verify(frames: FrameColumns[], { features }: Parsed): void {
  let row = features.length
  for (const columns of frames) {
    row -= columns.count
    for (let i = 0; i < columns.count; i++) {
      const { occurredAt, categoryId, severity, state, provenance, areaId } = features[row + i]!.properties
      const same = columns.occurredAt[i] === Date.parse(occurredAt) && columns.categoryId[i] === categoryId && columns.severity[i] === severity && IncidentState.options[columns.state[i]!] === state && Provenance.options[columns.provenance[i]!] === provenance && columns.areaId[i] === areaId
      if (!same) throw new Error(`row ${row + i} differs between columns and GeoJSON`)
    }
  }
  if (row !== 0) throw new Error(`${row} rows are missing in the columns`)
}

/** Milliseconds of the processor: a load of a tenth of a second is hit by whatever else runs far harder than one of three seconds. */
function timed(work: () => unknown): number {
  const begun = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(begun)
  return (user + system) / 1000
}

/** Bytes a row and the time from compressed bytes to numbers, beside GeoJSON as objects; one process, taking turns. */
function decodeLines(columns: FrameColumns, packedFrames: Buffer[], packedText: Buffer, rounds: number): Line[] {
  const ours = () => packedFrames.map((packed) => decodeFrame(brotliDecompressSync(packed)))
  const peer = () => JSON.parse(brotliDecompressSync(packedText).toString('latin1')) as Parsed
  verify(ours(), peer())
  for (let i = 0; i < 3; i++) ours()
  const pairs: [number, number][] = []
  for (let round = 0; round < rounds; round++) {
    const first = Math.random() < 0.5 ? timed(peer) : 0
    const own = timed(ours)
    pairs.push([1000 / own, 1000 / (first || timed(peer))])
  }
  const perRow = packedFrames.reduce((sum, { byteLength }) => sum + byteLength, 0) / columns.count
  return [
    limitLine(`columns, ${columns.count.toLocaleString('en')} rows, nine fields, brotli 4`, 'B/row', { median: perRow, lowest: perRow, highest: perRow, runs: 1 }, mostBytes, 'P7'),
    pairLine(`  decode, columns / GeoJSON (${(packedText.byteLength / columns.count).toFixed(1)} B/row brotli 1)`, 'loads/s', pairOf(pairs), { label: 'P7', atLeast: leastRatio }),
  ]
}

async function serve(frames: Buffer, text: Buffer): Promise<{ url: string; close(): void }> {
  const built = await build({ configFile: false, logLevel: 'silent', build: { write: false, target: 'es2023', lib: { entry: 'tests/bench/columnsPage.ts', formats: ['es'], fileName: 'page' } } })
  const output = (Array.isArray(built) ? built[0] : built) as { output: { code?: string }[] }
  const page = Buffer.from(`<!doctype html><script type="module">${output.output[0]?.code ?? ''}</script>`)
  const bodies: Record<string, [Buffer, string]> = { '/': [page, 'text/html'], '/frames': [frames, 'application/octet-stream'], '/rows.geojson': [text, 'application/geo+json'] }
  const server = createServer((request, response) => {
    const [body, type] = bodies[request.url ?? ''] ?? [Buffer.alloc(0), 'text/plain']
    response.writeHead(200, { 'content-type': type, 'content-length': body.byteLength, 'cache-control': 'no-store', ...(request.url === '/' ? {} : { 'content-encoding': 'br' }) })
    response.end(body)
  })
  const port = await freePort()
  await new Promise<void>((ready) => server.listen(port, '127.0.0.1', ready))
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() }
}

/** From the request to attributes on the GPU in one page of Chromium, both ways in turn; what both uploaded must agree. */
async function browserLine(columns: FrameColumns, frames: Buffer, text: Buffer, rounds: number): Promise<Line> {
  const server = await serve(frames, text)
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags })
  try {
    const page = await browser.newPage()
    await page.goto(server.url)
    const load = (name: 'frames' | 'geojson') => page.evaluate(`globalThis.${name}(${columns.count})`) as Promise<{ ms: number; rows: number; sums: number[] }>
    const pairs: [number, number][] = []
    for (let round = 0; round <= rounds; round++) {
      const [own, other] = [await load('frames'), await load('geojson')]
      if (own.rows !== columns.count || other.rows !== own.rows || own.sums.join() !== other.sums.join()) throw new Error(`the two ways differ: ${own.rows} ${own.sums.join()} and ${other.rows} ${other.sums.join()}`)
      // The first of each is the warm-up.
      if (round > 0) pairs.push([1000 / own.ms, 1000 / other.ms])
    }
    return pairLine('  request to attributes in Chromium, columns / GeoJSON', 'loads/s', pairOf(pairs))
  } finally {
    await browser.close()
    server.close()
  }
}

export async function columnsSection(rounds: number, tell: (lines: Line[]) => void, rows = 1_000_000): Promise<void> {
  const columns = clusteredRows(rows)
  const frames = framesOf(columns)
  const text = Buffer.from(geojsonOf(columns))
  const packedText = brotli(text, 1)
  tell(decodeLines(columns, frames.map((frame) => brotli(frame, 4)), packedText, rounds))
  tell([await browserLine(columns, brotli(Buffer.concat(frames), 4), packedText, rounds)])
}

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { kernelDensity, type DensityGrid, type DensityPoints } from '../../geodata/analysis/kernelDensity.ts'
import { createRandom, normal } from '../../geodata/random.ts'
import { pair } from './pair.ts'
import { type Line, pairLine, plainLine } from './report.ts'

const count = 1_000_000
/** Cells that the plain loop is measured on: all of them would take minutes. */
const loopCells = 40

/**
 * Kernel density of a million points, quartic with edge correction: on 512 x 512 cells beside spatstat, and on a city of 100 m cells beside spatstat
 * and beside a loop over all points for each cell. Rates are cells a second of computing alone, with points in memory on both sides.
 */
export async function kdeSection(folder: string, rounds: number, tell: (lines: Line[]) => void): Promise<void> {
  for (const { name, columns, rows, cellMeters, bandwidthMeters, bar, besideLoop } of [
    { name: '512 x 512, bandwidth 16 cells', columns: 512, rows: 512, cellMeters: 50, bandwidthMeters: 800, bar: { label: 'P13', atLeast: 20 }, besideLoop: false },
    { name: 'city 30 x 40 km, 100 m cells, bandwidth 800 m', columns: 300, rows: 400, cellMeters: 100, bandwidthMeters: 800, bar: undefined, besideLoop: true },
  ]) {
    const grid = ellipse(columns, rows, cellMeters)
    const points = clustered(grid)
    const ours = () => kernelDensity(points, grid, { kernel: 'quartic', bandwidthMeters, edge: 'uniform' })
    const exact = kernelDensity(points, grid, { kernel: 'quartic', bandwidthMeters, edge: 'uniform', sum: 'exact' }).perSquareMeter
    const { perSquareMeter, sum } = ours()
    const inside = grid.mask.reduce((a, b) => a + b, 0)
    const spatstat = await openSpatstat(folder, points, grid, bandwidthMeters)
    try {
      const theirs = (await spatstat.run()).perSquareMeter
      const figures = { oursExact: difference(perSquareMeter, exact), oursSpatstat: difference(perSquareMeter, theirs), spatstatExact: difference(theirs, exact) }
      if (!(figures.oursSpatstat <= 0.01)) throw new Error(`ours and spatstat differ by ${percent(figures.oursSpatstat)} of the root mean square`)
      tell([plainLine(`${name}: RMS difference`, `${sum} to exact ${percent(figures.oursExact)}, to spatstat ${spatstat.version} ${percent(figures.oursSpatstat)} (spatstat to exact ${percent(figures.spatstatExact)})`, figures)])
      const mine = async () => inside / secondsOf(ours)
      tell([pairLine(`${name}: ours / spatstat`, 'cells/s', await pair(mine, async () => inside / (await spatstat.run()).seconds, { rounds, seconds: 0 }), bar)])
      if (besideLoop) tell(await loopLines(name, points, grid, bandwidthMeters, rounds))
    } finally {
      spatstat.close()
    }
  }
}

async function loopLines(name: string, points: DensityPoints, grid: DensityGrid, bandwidthMeters: number, rounds: number): Promise<Line[]> {
  const random = createRandom(4)
  const inside = [...grid.mask.keys()].filter((cell) => grid.mask[cell])
  const cells = Array.from({ length: loopCells }, () => inside[Math.floor(random() * inside.length)] as number)
  const options = { kernel: 'quartic', bandwidthMeters, edge: 'none' } as const
  const { perSquareMeter } = kernelDensity(points, grid, options)
  const away = difference(Float64Array.from(cells, (cell) => perSquareMeter[cell] as number), plainLoop(points, grid, bandwidthMeters, cells))
  if (!(away <= 0.01)) throw new Error(`ours and the plain loop differ by ${percent(away)}`)
  const result = await pair(async () => inside.length / secondsOf(() => kernelDensity(points, grid, options)), async () => cells.length / secondsOf(() => plainLoop(points, grid, bandwidthMeters, cells)), { rounds, seconds: 0 })
  return [
    plainLine(`${name}: RMS difference to the loop`, `${percent(away)} at ${cells.length} of ${inside.length} cells`, { away }),
    pairLine(`${name}: ours / loop over all points, on ${cells.length} cells`, 'cells/s', result),
  ]
}

/** What is written first: for each cell every point. */
function plainLoop({ xMeters, yMeters }: DensityPoints, { cellMeters, columns, origin }: DensityGrid, bandwidthMeters: number, cells: readonly number[]): Float64Array {
  return Float64Array.from(cells, (cell) => {
    const x = origin[0] + ((cell % columns) + 0.5) * cellMeters
    const y = origin[1] + (Math.floor(cell / columns) + 0.5) * cellMeters
    let sum = 0
    for (let i = 0; i < xMeters.length; i++) {
      const squared = ((xMeters[i]! - x) ** 2 + (yMeters[i]! - y) ** 2) / bandwidthMeters ** 2
      if (squared < 1) sum += (1 - squared) ** 2
    }
    return (sum * 3) / (Math.PI * bandwidthMeters ** 2)
  })
}

function secondsOf(work: () => unknown): number {
  const begun = performance.now()
  work()
  return (performance.now() - begun) / 1000
}

const percent = (share: number) => `${(share * 100).toPrecision(2)} %`

function difference(ours: Float64Array, theirs: Float64Array): number {
  let [gaps, squares] = [0, 0]
  theirs.forEach((value, i) => {
    if (!Number.isFinite(value) || !Number.isFinite(ours[i])) return
    gaps += (ours[i]! - value) ** 2
    squares += value ** 2
  })
  return Math.sqrt(gaps / squares)
}

function ellipse(columns: number, rows: number, cellMeters: number): DensityGrid {
  const mask = Uint8Array.from({ length: columns * rows }, (_, i) => (((2 * (i % columns) + 1) / columns - 1) ** 2 + ((2 * Math.floor(i / columns) + 1) / rows - 1) ** 2 <= 1 ? 1 : 0))
  return { cellMeters, columns, rows, origin: [0, 0], mask }
}

/** A fifth strewn evenly, the rest around 300 busy places. */
function clustered({ cellMeters, columns, rows, mask }: DensityGrid): DensityPoints {
  const random = createRandom(6)
  const busy = Array.from({ length: 300 }, () => [random() * columns, random() * rows, (200 + 1500 * random()) / cellMeters] as const)
  const [xMeters, yMeters] = [new Float64Array(count), new Float64Array(count)]
  for (let i = 0; i < count; ) {
    const place = random() < 0.2 ? undefined : busy[Math.floor(random() * busy.length)]
    const [x, y] = place ? [normal(random, place[0], place[2]), normal(random, place[1], place[2])] : [random() * columns, random() * rows]
    if (!(x >= 0 && x < columns && y >= 0 && y < rows && mask[Math.floor(y) * columns + Math.floor(x)])) continue
    xMeters[i] = x * cellMeters
    yMeters[i++] = y * cellMeters
  }
  return { xMeters, yMeters }
}

/** An R that stays up; each run tells its own computing time, so that neither its start nor reading files counts. */
async function openSpatstat(parent: string, { xMeters, yMeters }: DensityPoints, { cellMeters, columns, rows, mask }: DensityGrid, bandwidthMeters: number) {
  const folder = mkdtempSync(join(parent, 'kde-'))
  for (const [name, values] of [['x', xMeters], ['y', yMeters], ['mask', mask]] as const) writeFileSync(join(folder, name), new Uint8Array(Float64Array.from(values).buffer))
  const script = fileURLToPath(new URL('kde.R', import.meta.url))
  const child: ChildProcess = spawn('Rscript', [script, folder, String(bandwidthMeters / Math.sqrt(8)), String(cellMeters), String(columns), String(rows)], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]()
  const next = async (word: string): Promise<string> => {
    for (;;) {
      const { value, done } = await lines.next()
      if (done) throw new Error('R ended: is r-cran-spatstat installed?')
      const [first, rest = ''] = (value as string).trim().split(' ')
      if (first === word) return rest
    }
  }
  const version = await next('ready')
  return {
    version,
    async run(): Promise<{ seconds: number; perSquareMeter: Float64Array }> {
      child.stdin!.write('run\n')
      const seconds = Number(await next('seconds'))
      const bytes = readFileSync(join(folder, 'density'))
      return { seconds, perSquareMeter: new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)) }
    },
    close() {
      child.stdin!.end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

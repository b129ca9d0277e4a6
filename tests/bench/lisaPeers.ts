import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

export type Given = { columns: number; rows: number; gridValues: Float64Array; lists: number[][]; areaValues: Float64Array }

/** R's own seconds for one run, and the numbers it gives. */
export type Spdep = { seconds: (what: 'grid' | 'areas') => Promise<number>; numbers: (file: 'grid.z' | 'areas.p') => number[]; close: () => void }

export const hasSpdep = (): boolean => spawnSync('Rscript', ['-e', 'library(spdep)'], { stdio: 'ignore' }).status === 0

/** One R process that holds the data and answers until it is closed. */
export async function openSpdep({ columns, rows, gridValues, lists, areaValues }: Given): Promise<Spdep> {
  const folder = mkdtempSync(join(tmpdir(), 'fangcun-lisa-'))
  const write = (name: string, lines: Iterable<number | string>) => writeFileSync(join(folder, name), [...lines, ''].join('\n'))
  write('size.txt', [columns, rows])
  write('grid.txt', gridValues)
  write('neighbours.txt', lists.map((list) => list.map((j) => j + 1).join(' ')))
  write('areas.txt', areaValues)
  const child = spawn('Rscript', [resolve(import.meta.dirname, 'lisa.R'), folder], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const answer = async () => {
    const { value, done } = await lines.next()
    if (done) throw new Error('R ended before it answered')
    return String(value).trim()
  }
  const ask = async (line: string) => {
    child.stdin.write(`${line}\n`)
    return Number(await answer())
  }
  const close = () => {
    child.stdin.end('end\n')
    rmSync(folder, { recursive: true, force: true })
  }
  if ((await answer()) !== 'ready') throw new Error('R did not get ready')
  await ask('save')
  return { seconds: ask, numbers: (file) => readFileSync(join(folder, file), 'utf8').trim().split('\n').map(Number), close }
}

type LocalG = (input: { data: number[]; neighbors: number[][]; permutation: number; seed: number }) => Promise<{ pValues: number[]; lisaValues: number[] }>

/** @geoda/lisa is built for browsers: it looks for `navigator` and fetches its WebAssembly by URL. */
export async function openGeoda(): Promise<LocalG> {
  if (!('navigator' in globalThis)) Object.assign(globalThis, { navigator: { language: 'en', userAgent: 'node', hardwareConcurrency: 1 } })
  const require = createRequire(import.meta.url)
  const lisa = require('@geoda/lisa') as { initWASM: (url: string) => Promise<unknown>; localGStar: LocalG }
  const file = join(dirname(require.resolve('@geoda/lisa')), '../wasm/geoda-lisa.wasm')
  await lisa.initWASM(`data:application/wasm;base64,${readFileSync(file).toString('base64')}`)
  return lisa.localGStar
}

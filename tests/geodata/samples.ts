import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'

const folder = process.env.FANGCUN_SAMPLES ?? resolve(import.meta.dirname, '../../../shared/data')

/** True when the folder of published sample data (FANGCUN_SAMPLES) is there; tests on it are skipped by name otherwise. */
export const hasSamples = existsSync(join(folder, 'reference'))

/** The text of a sample file, unpacked when its name ends in .gz. */
export function sample(path: string): string {
  const bytes = readFileSync(join(folder, path))
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
}

/** A small reference of our own from tests/fixtures, as JSON. */
export function fixture(name: string): unknown {
  return JSON.parse(readFileSync(resolve(import.meta.dirname, '../fixtures', name), 'utf8'))
}

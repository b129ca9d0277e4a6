import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder of the test's own for files to import and for what the import reports. */
export function importFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'fangcun-import-'))
  const put = (name: string, content: string | Uint8Array): string => {
    const path = join(folder, name)
    writeFileSync(path, content)
    return path
  }
  return { folder, put }
}

/** 25 incidents on a line through a town at (11.5, 48.1), five categories, an hour apart. */
export const incidentsCsv = (count = 25, header = 'id,Date,Primary Type,Description,Longitude,Latitude') =>
  [header, ...Array.from({ length: count }, (_, i) => `${i + 1},2024-03-01 ${String(i % 24).padStart(2, '0')}:30,TYPE ${i % 5},"Matter, ${i}",${(11.5 + (i % 25) / 10_000).toFixed(4)},${(48.1 + (i % 25) / 20_000).toFixed(5)}`)].join('\n')

export const square = (west: number, south: number, size: number) => ({
  type: 'Polygon', coordinates: [[[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]]],
})

export const collection = (features: { properties: object; geometry: object }[]) => JSON.stringify({ type: 'FeatureCollection', features: features.map((feature) => ({ type: 'Feature', ...feature })) })

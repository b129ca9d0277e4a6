import { parseArgs } from 'node:util'
import { browseSection } from './browse.ts'
import { cachedSection } from './cached.ts'
import { importSection } from './importing.ts'
import { liveSection } from './live.ts'
import { openPlace, type Place } from './place.ts'
import { type Line, print, writeJson } from './report.ts'
import { tileSection } from './tiles.ts'
import { requireTools } from './tools.ts'
import { townDatabase } from './town.ts'

const { values } = parseArgs({ options: { full: { type: 'boolean', default: false }, only: { type: 'string' }, rounds: { type: 'string', default: '5' } } })
const rounds = Math.max(1, Number(values.rounds))
const only = values.only?.split(',')
const sections: [string, string, (place: Place) => Promise<Line[]>][] = [
  ['tiles', 'Tiles drawn for each request', (place) => tileSection(place, rounds)],
  ['cached', 'Tiles from memory', (place) => cachedSection(place, rounds)],
  ['import', 'Import', (place) => importSection(place, rounds)],
  ['browser', 'First useful map in Chromium', (place) => browseSection(place, 3)],
  ['live', 'Live', liveSection],
]

requireTools({ wrk: 'wrk', nginx: 'nginx-light', psql: 'postgresql-client-15', chromium: 'chromium' })
const start = performance.now()
const place = await openPlace()
try {
  await townDatabase(place, 'town')
  const measured: Record<string, Line[]> = {}
  for (const [name, title, run] of sections) {
    if (only && !only.includes(name)) continue
    console.log(title)
    measured[name] = await run(place)
    measured[name].forEach(print)
  }
  writeJson('.cache/bench.json', measured, (performance.now() - start) / 1000)
} finally {
  await place.close()
}

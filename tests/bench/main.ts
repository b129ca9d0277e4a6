import { parseArgs } from 'node:util'
import { boardSection } from './board.ts'
import { briefingSection } from './briefing.ts'
import { browseSection } from './browse.ts'
import { cachedSection } from './cached.ts'
import { camerasSection } from './cameras.ts'
import { columnsSection } from './columns.ts'
import { editorSection } from './editor.ts'
import { fullSection } from './full.ts'
import { importSection } from './importing.ts'
import { kdeSection } from './kde.ts'
import { lisaSection } from './lisa.ts'
import { liveSection } from './live.ts'
import { openPlace, type Place } from './place.ts'
import { plannerSection } from './planner.ts'
import { positionsSection } from './positions.ts'
import { presenceSection } from './presence.ts'
import { pyramidSection } from './pyramid.ts'
import { redesignSection } from './redesign.ts'
import { type Line, print, writeJson } from './report.ts'
import { routesSection } from './routes.ts'
import { seeingSection } from './seeing.ts'
import { tileSection } from './tiles.ts'
import { requireTools } from './tools.ts'
import { townDatabase } from './town.ts'
import { wallSection } from './wall.ts'
import { zonesSection } from './zones.ts'

// --only names sections; --rounds, --incidents and --positions make a trial of the bench itself smaller.
const { values } = parseArgs({
  options: { full: { type: 'boolean', default: false }, only: { type: 'string' }, rounds: { type: 'string', default: '5' }, incidents: { type: 'string', default: '10000000' }, positions: { type: 'string', default: '100000000' }, board: { type: 'string', default: '1000000' }, walked: { type: 'string', default: '10000000' } },
})
const rounds = Math.max(1, Number(values.rounds))
const scale = { incidents: Number(values.incidents), positions: Number(values.positions) }
const only = values.only?.split(',')

type Section = { name: string; title: string; run: (place: Place, tell: (lines: Line[]) => void) => Promise<Line[] | void> }
const sections: Section[] = [
  { name: 'tiles', title: 'Tiles drawn for each request', run: (place) => tileSection(place, rounds) },
  { name: 'cached', title: 'Tiles from memory', run: (place) => cachedSection(place, rounds) },
  { name: 'import', title: 'Import', run: (place) => importSection(place, rounds) },
  { name: 'browser', title: 'First useful map in Chromium', run: (place, tell) => browseSection(place, 3, tell) },
  { name: 'columns', title: 'A million incidents as columns', run: (_, tell) => columnsSection(rounds, tell) },
  { name: 'board', title: 'Board over a million incidents', run: (place, tell) => boardSection(place, rounds, tell, Number(values.board)) },
  { name: 'lisa', title: 'Local statistics', run: (_, tell) => lisaSection(rounds, tell) },
  { name: 'pyramid', title: 'Far views of many incidents', run: (place, tell) => pyramidSection(place, rounds, tell, values.full ? [scale.incidents / 10, scale.incidents] : [scale.incidents / 10]) },
  { name: 'live', title: 'Live', run: (place, tell) => liveSection(place, rounds, tell) },
  { name: 'zones', title: 'Zones', run: (_, tell) => zonesSection(rounds, tell) },
  { name: 'kde', title: 'Kernel density of a million points', run: (place, tell) => kdeSection(place.folder, rounds, tell) },
  { name: 'editor', title: 'Dragging a shared border', run: (_, tell) => editorSection(rounds, tell) },
  { name: 'redesign', title: 'Zones changed with the fewest households moved', run: (_, tell) => redesignSection(tell) },
  { name: 'seeing', title: 'Which of 100,000 cameras see a place', run: (place, tell) => seeingSection(place, rounds, tell) },
  { name: 'cameras', title: 'What cameras see', run: (place, tell) => camerasSection(place, rounds, tell) },
  { name: 'routes', title: 'Travel times between stops', run: (_, tell) => routesSection(rounds, tell) },
  { name: 'positions', title: 'Positions through the door', run: (place, tell) => positionsSection(place, rounds, tell) },
  { name: 'presence', title: 'Coverage of any range', run: (place, tell) => presenceSection(place, rounds, tell, Number(values.walked)) },
  { name: 'planner', title: 'Rounds of patrols', run: (_, tell) => plannerSection(rounds, tell) },
  { name: 'briefing', title: 'A briefing from a million incidents', run: (place, tell) => briefingSection(place, rounds, tell, Number(values.board)) },
  { name: 'wall', title: 'A wall of six screens', run: (place, tell) => wallSection(place, rounds, tell) },
  ...(values.full ? [{ name: 'full', title: 'Positions at full scale', run: (place: Place) => fullSection(place, scale) }] : []),
]

/** Sections of computing alone, which need no data of a town. */
const withoutTown = ['zones', 'kde', 'editor', 'redesign', 'seeing', 'cameras', 'routes', 'presence', 'planner']

/** Runs the sections one by one; one that fails is told, the others still run. */
async function measure(place: Place): Promise<void> {
  const start = performance.now()
  if (chosen.some(({ name }) => !withoutTown.includes(name))) await townDatabase(place, 'town')
  const measured: Record<string, Line[]> = {}
  for (const { name, title, run } of chosen) {
    const begun = performance.now()
    const lines: Line[] = (measured[name] = [])
    const tell = (more: Line[]) => {
      lines.push(...more)
      more.forEach(print)
    }
    console.log(title)
    try {
      tell((await run(place, tell)) ?? [])
    } catch (error) {
      process.exitCode = 1
      console.error(`  failed: ${error instanceof Error ? error.message : String(error)}`)
    }
    console.log(`  (${Math.round((performance.now() - begun) / 1000)} s)`)
  }
  writeJson('.cache/bench.json', measured, (performance.now() - start) / 1000)
}

/** Debian's package of each program, by the sections that need it. */
const tools: [string, string, string[]][] = [
  ['psql', 'postgresql-client-15', ['import', 'board', 'full', 'pyramid', 'positions']], ['wrk', 'wrk', ['tiles', 'cached', 'pyramid']], ['nginx', 'nginx-light', ['cached', 'pyramid']], ['mapserv', 'mapserver-bin', ['pyramid']], ['/usr/lib/postgresql/15/bin/pgbench', 'postgresql-15', ['tiles', 'pyramid']], ['chromium', 'chromium', ['browser', 'columns']], ['Rscript', 'r-cran-spatstat', ['kde']],
]
const chosen = sections.filter((section) => !only || only.includes(section.name))
requireTools(Object.fromEntries(tools.flatMap(([program, name, needing]) => (chosen.some((section) => needing.includes(section.name)) ? [[program, name]] : []))))
const place = await openPlace()
const stopped = () => void place.close().finally(() => process.exit(130))
process.once('SIGINT', stopped)
process.once('SIGTERM', stopped)
await measure(place).finally(() => place.close())

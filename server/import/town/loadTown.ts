import type { Town } from '../../../geodata/town/town.ts'
import type { Sql } from '../../database.ts'
import { assign, assignCity, ensureDemoAccounts } from '../accounts.ts'
import { loadAreas, loadBuildings, loadCameras, loadGrounds, loadPlaces, loadStreets, loadZones, outlineParents } from './ground.ts'
import { loadCategories, loadIncidents, loadLog } from './incidents.ts'
import { loadTeams, loadTracks } from './patrols.ts'

export type Tell = (part: string, rows: number, milliseconds: number) => void

/** A database holds a town or a city once anything was put into its tree of areas. */
export async function isEmpty(sql: Sql): Promise<boolean> {
  return !(await sql`select from area limit 1`).length
}

/**
 * Writes the generated town into an empty database, ground first so that the map is soon useful. Runs as the owner of the database, as a
 * set-up does. A load that was cut off leaves no area behind it: areas come in the first, and accounts in the last transaction.
 */
export async function loadTown(sql: Sql, town: Town, tell: Tell = () => {}): Promise<void> {
  const timed = async (part: string, rows: number, work: () => Promise<unknown>) => {
    const start = performance.now()
    const counted = await work()
    tell(part, typeof counted === 'number' ? counted : rows, Math.round(performance.now() - start))
  }
  await timed('areas', town.areas.length, async () => {
    await loadAreas(sql, town)
    await outlineParents(sql)
    await giveAccounts(sql, town)
  })
  await timed('zones', town.zones.length, () => loadZones(sql, town))
  await timed('streets', town.streets.length, () => loadStreets(sql, town))
  await timed('grounds', town.grounds.length, () => loadGrounds(sql, town))
  await timed('buildings', town.buildings.length, () => loadBuildings(sql, town))
  await timed('places', town.places.length, () => loadPlaces(sql, town))
  await timed('cameras', town.cameras.length, () => loadCameras(sql, town))
  await timed('categories', 0, () => loadCategories(sql))
  await timed('incidents', town.incidents.length, () => loadIncidents(sql, town))
  await timed('log', town.incidents.reduce((sum, { log }) => sum + log.length, 0), () => loadLog(sql, town))
  await timed('teams', town.teams.length, () => loadTeams(sql, town))
  await timed('positions', 0, () => loadTracks(sql, town))
  await sql`analyze`
}

async function giveAccounts(sql: Sql, { areas }: Town): Promise<void> {
  await ensureDemoAccounts(sql)
  const rows = await sql<{ id: number; level: string; code: string }[]>`select id, level, code from area order by code`
  const idOf = (level: string) => rows.find((area) => area.level === level)?.id
  const [city, subdistrict, community] = [idOf('city'), idOf('subdistrict'), idOf('community')]
  if (!city || !subdistrict || !community) throw new Error(`expected a city, a subdistrict and a community among ${areas.length} areas`)
  await assignCity(sql, city)
  await assign(sql, 'demo-lead-01', community)
  await assign(sql, 'demo-patrol', subdistrict)
}

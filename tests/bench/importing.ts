import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { cityFile, headOf, importInto } from './cityFiles.ts'
import { pairOf } from './pair.ts'
import { type Place, withSql } from './place.ts'
import { type Line, pairLine } from './report.ts'
import { psql } from './tools.ts'

const rowsAtOnce = 30_000
/** All that an import decides; what the database makes of it (z_order) is made again by the peer. */
const written = 'id, area_id, zone_id, number, category_id, severity, channel, provenance, state, title, address, occurred_at, occurred_precision, reported_at, geom, source, source_ref, import_id, version'
const logged = 'id, incident_id, area_id, command_id, at, action, from_state, to_state, actor, note'

/** One value for all rows; ids and times of the run differ from run to run, so they stay out. */
const digest = `select count(*)::text || ' ' || md5(string_agg(concat_ws('|', number, area_id, zone_id, title, address, occurred_at, occurred_precision, st_astext(geom), z_order, source_ref, state), ',' order by source_ref)) as digest from incident`

async function digestOf(url: string): Promise<string> {
  return (await withSql(url, (sql) => sql.unsafe<{ digest: string }[]>(digest)))[0]?.digest ?? ''
}

/**
 * Rows per second from a CSV file to incidents with their log, against `psql \copy` of the same final rows into the same tables of a database
 * of the same shape: indexes, checks, foreign keys, generated column and triggers on both sides. The peer is given what the import must find
 * out: the place's area and zone, the category, the time with its zone.
 */
export async function importSection(place: Place, rounds: number): Promise<Line[]> {
  const folder = join(place.folder, 'import')
  mkdirSync(folder)
  chmodSync(folder, 0o755)
  const city = cityFile(place.folder, rowsAtOnce * 1.2)
  const file = join(folder, 'incidents.csv')
  await headOf(city.incidents, rowsAtOnce, file)
  const load = (url: string) => withSql(url, (sql) => importInto(sql, [file], folder, city.options))
  await withSql(await place.database('import_before'), city.prepare)
  const model = await place.database('import_peer', 'import_before')
  const rows = await load(model)
  const expected = await digestOf(model)
  await psql(model, [
    `\\copy (select ${written} from incident order by reported_at, id) to '${folder}/incident.tsv'`, `\\copy (select ${logged} from incident_log order by id) to '${folder}/log.tsv'`,
    'truncate incident, incident_log', 'vacuum analyze'])
  const once = async (template: string, work: (url: string) => Promise<unknown>): Promise<number> => {
    const url = await place.database('import_round', template)
    await withSql(url, (sql) => sql.unsafe('checkpoint'))
    const start = performance.now()
    await work(url)
    const seconds = (performance.now() - start) / 1000
    if ((await digestOf(url)) !== expected) throw new Error('the two ways do not end with the same rows')
    await place.drop('import_round')
    return rows / seconds
  }
  const copy = (url: string) => psql(url, [`\\copy incident (${written}) from '${folder}/incident.tsv'`, `\\copy incident_log (${logged}) from '${folder}/log.tsv'`])
  const pairs: [number, number][] = []
  for (let round = 0; round < rounds; round++) {
    const first = Math.random() < 0.5 ? await once('import_before', load) : undefined
    const peer = await once('import_peer', copy)
    pairs.push([first ?? (await once('import_before', load)), peer])
  }
  return [pairLine(`import of ${rows.toLocaleString('en')} incidents (${city.name}) / psql \\copy`, 'rows/s', pairOf(pairs))]
}

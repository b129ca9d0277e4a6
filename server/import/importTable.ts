import { areaLevels, type ColumnMap } from '../../geodata/format/columns.ts'
import type { LngLat } from '../../geodata/model/geometry.ts'
import { AreaTree } from './areaTree.ts'
import { Chunks } from './chunks.ts'
import { cityOf, ensureCover, timeZoneOf } from './cover.ts'
import { insidePlace } from '../../geodata/format/insidePlace.ts'
import { reprojectGeometry } from '../../geodata/format/reproject.ts'
import { IncidentReader } from './incidents.ts'
import { boundsOf, columnsOf, columnsText } from './openTable.ts'
import type { FileFacts } from './openText.ts'
import { isReason, placeOf, type Reason } from './placeOf.ts'
import { readPoint } from './points.ts'
import { MapRows } from './importMapRows.ts'
import { PositionReader } from './positions.ts'
import type { RawRow } from './rawRow.ts'
import type { ImportNoun, Run, Written } from './types.ts'
import { writeAreaTree } from './writeAreas.ts'
import { convertDatum, suspectDatum } from './suspectDatum.ts'
import { zoneReader } from './zoneReader.ts'
import type { ZoneRow } from './zones.ts'

export type OpenTable = { facts: FileFacts; header: string[]; noun: ImportNoun; rows: AsyncIterable<RawRow[]>; first: RawRow[]; progress(noun: string, rows: number): void }

/** What reads one noun: a row in, a writable row or a reason out; then chunks of them to the database. */
type Reader<Row> = { read(row: RawRow): Row | Reason | 'duplicate'; write(rows: Row[]): Promise<Written>; finish?(): Promise<void>; notes?(): string[] }

const pointNouns: Partial<Record<ImportNoun, 'camera' | 'light'>> = { cameras: 'camera', lights: 'light' }
const nothing: Written = { inserted: 0, updated: 0, unchanged: 0 }

export async function importTable(run: Run, table: OpenTable): Promise<void> {
  const map = columnsOf(table.noun, table.header, run.options, table.facts.path)
  // Cameras come out of map services of China by the thousand: what fits the streets only when converted is converted, and said so.
  if (table.noun === 'cameras') await convertDatum(run, placesOf(run, table.first, map))
  const sample = placesOf(run, table.first, map)
  const isLocal = table.noun === 'incidents' || table.noun === 'positions'
  const { timeZone, guessed } = timeZoneOf(run, sample[0])
  const hasOffset = table.first.some(({ cells }) => /(Z|[+-]\d\d:?\d\d)$/.test(cells[map.occurredAt ?? map.at ?? -1] ?? ''))
  const path = table.noun === 'areas' ? areaLevels(table.header) : undefined
  const tree = path?.map(({ level, code, name }) => `${level} <- ${table.header[code]}, ${table.header[name]}`).join('; ')
  run.note(`${table.facts.path} as ${table.noun}: ${tree ?? columnsText(map, table.header, isLocal && !hasOffset ? timeZone : '')}`)
  if (isLocal && guessed && !hasOffset) run.note(`the time zone ${timeZone} was guessed from the place; change with --time-zone`)
  if (table.noun === 'areas') return importAreas(run, table, map, timeZone)
  await ensureCover(run, sample, () => boundsOf(table.facts, map, run.reproject))
  if (table.noun !== 'zones' && table.noun !== 'cameras') await suspectDatum(run, sample)
  if (table.noun === 'cameras' || table.noun === 'places' || table.noun === 'lights') return importPoints(run, table, map)
  await through(run, table, await readerOf(run, table, map, timeZone, sample))
}

async function readerOf(run: Run, table: OpenTable, map: ColumnMap, timeZone: string, sample: LngLat[]): Promise<Reader<unknown>> {
  if (table.noun === 'incidents') {
    const reader = new IncidentReader(run, map, timeZone)
    await reader.start()
    return reader as Reader<unknown>
  }
  if (table.noun === 'positions') {
    const home = sample.map((place) => run.locator.at(place)).find((found) => found)
    const given = run.options.area ? run.locator.byCode(run.options.area)?.id : undefined
    return new PositionReader(run, map, timeZone, given ?? home?.areaId ?? (run.options.dryRun ? 0 : undefined)) as Reader<unknown>
  }
  const refuse = (row: ZoneRow, reason: string) => reject(run, table, { line: row.line, cells: [row.ref], geometry: null }, { kind: reason, reason })
  return (await zoneReader(run, table.facts.path, map, table.first, refuse)) as Reader<unknown>
}

function reject(run: Run, table: OpenTable, row: RawRow, { reason, kind }: Reason): void {
  run.tally(table.noun).rejected++
  run.rejects.add(table.facts.path, row.line, reason, row.cells, kind)
}

async function through<Row>(run: Run, table: OpenTable, reader: Reader<Row>): Promise<void> {
  const counts = run.tally(table.noun)
  const chunks = new Chunks<Row>(counts, async (rows) => (run.options.dryRun ? nothing : reader.write(rows)), () => table.progress(table.noun, counts.read), table.noun === 'incidents' ? 2 : 1)
  try {
    for await (const batch of table.rows) {
      for (const row of batch) {
        counts.read++
        const read = row.broken ? { kind: row.broken.replace(/\d+/g, 'n'), reason: row.broken } : reader.read(row)
        if (read === 'duplicate') counts.duplicate++
        else if (typeof read === 'object' && read !== null && isReason(read)) reject(run, table, row, read)
        else await chunks.add(read as Row)
      }
    }
  } finally {
    // Also when the file broke off: rows before the break are whole and are kept.
    await chunks.flush()
    if (!run.options.dryRun) await reader.finish?.()
    for (const note of reader.notes?.() ?? []) run.note(note)
  }
}

async function importPoints(run: Run, table: OpenTable, map: ColumnMap): Promise<void> {
  const rows = new MapRows(run, table.facts.path, table.progress)
  for await (const batch of table.rows) {
    for (const row of batch) {
      const point = readPoint(run, pointNouns[table.noun] ?? 'place', map, row)
      if (isReason(point)) {
        run.tally(table.noun).read++
        if (table.noun === 'cameras') rows.cameras.refuse(row.line, row.cells[map.id ?? -1] ?? '', point.reason, null)
        reject(run, table, row, point)
      } else await rows.addRow(row.line, point)
    }
  }
  await rows.flush()
}

async function importAreas(run: Run, table: OpenTable, map: ColumnMap, timeZone: string): Promise<void> {
  const city = cityOf(run)
  const tree = new AreaTree(table.header, map, city)
  const counts = run.tally('areas')
  for await (const batch of table.rows) {
    for (const row of batch) {
      counts.read++
      const geometry = row.geometry && reprojectGeometry(row.geometry, run.reproject)
      const outcome = tree.add({ ...row, geometry })
      if (outcome === 'duplicate') counts.duplicate++
      else if (outcome) reject(run, table, row, outcome)
    }
  }
  const nodes = [...tree.nodes.values()]
  const made = nodes.length - (counts.read - counts.rejected - counts.duplicate)
  if (made) run.note(`${made} areas above those of the rows are made too, the city ${nodes[0]?.code} "${nodes[0]?.nameZh}" among them (code and name: --area)`)
  if (run.options.dryRun) return
  const refuse = (node: { line: number; code: string }, reason: string) => reject(run, table, { line: node.line, cells: [node.code], geometry: null }, { reason, kind: reason })
  Object.assign(counts, sum(counts, await writeAreaTree(run, nodes, timeZone, refuse)))
  table.progress('areas', counts.read)
}

const sum = (a: Written, b: Written): Written => ({ inserted: a.inserted + b.inserted, updated: a.updated + b.updated, unchanged: a.unchanged + b.unchanged })

/** The usable places among the first rows. */
function placesOf(run: Run, rows: RawRow[], map: ColumnMap): LngLat[] {
  return rows.flatMap(({ cells, geometry }) => {
    if (geometry && geometry.type !== 'Point') return [insidePlace(reprojectGeometry(geometry, run.reproject))]
    const place = placeOf(cells[map.longitude ?? -1] ?? '', cells[map.latitude ?? -1] ?? '', run.reproject)
    return isReason(place) ? [] : [place]
  })
}

import { idOfRow, shapes, type IncidentColumns } from '../../geodata/format/incidentColumns.ts'
import { lngLatOfMercator, mercatorOf } from '../../geodata/geometry/mercator.ts'
import { IncidentState, Provenance } from '../../geodata/model/incident.ts'
import { hourOfWeekIn } from '../../geodata/format/hourOfWeek.ts'
import { hourColumn } from './hourColumn.ts'
import { bytesOfId, createIdTable, type IdTable } from './idTable.ts'
import type { IncidentProperties, IncidentRow } from './incidentQuestion.ts'

/**
 * The columns with room at the end for what arrives live. Rows below `sorted` are in order of time, those after it came later in any
 * order. A row is never moved: one that left the reader's sight is marked in `gone`.
 */
export type IncidentTable = {
  columns: IncidentColumns
  sorted: number
  gone: Uint8Array
  byId: IdTable | null
  /** Ids that came with live changes, where the columns have none: by row and the other way round. */
  known: { byRow: Map<number, string>; byId: Map<string, number> } | null
  /** Hour of the week of each row, and how it is told. */
  hours: Uint8Array
  hourOf: (time: number) => number
  /** No area has a larger id. */
  mostArea: number
}

/** Columns without ids are those of frames (`openFrames`). */
export function tableOf(columns: IncidentColumns, timeZone = 'UTC'): IncidentTable {
  const hourOf = hourOfWeekIn(timeZone)
  const anonymous = columns.ids.length === 0 && columns.count > 0
  return {
    columns, sorted: columns.count, gone: new Uint8Array(columns.count), byId: null, known: anonymous ? { byRow: new Map(), byId: new Map() } : null,
    hours: hourColumn(columns.occurredAt, columns.count, hourOf), hourOf, mostArea: columns.areaId.reduce((most, id) => (id > most ? id : most), 0),
  }
}

/** Empty where it is not known: whoever needs it asks the server by place and time. */
export const idOf = ({ columns, known }: IncidentTable, row: number): string => (known ? (known.byRow.get(row) ?? '') : idOfRow(columns, row))

export function placeOf({ columns: { x, y } }: IncidentTable, row: number): [number, number] {
  const [lng, lat] = lngLatOfMercator({ x: x[row]!, y: y[row]! })
  return [lng, lat]
}

export function propertiesOf(table: IncidentTable, row: number): IncidentProperties {
  const { columns } = table
  const id = idOf(table, row)
  const [lng, lat] = placeOf(table, row)
  return {
    cluster: false,
    id,
    // By these it is looked up; the map knows places only as exactly as it draws them.
    ...(id === '' ? { lng, lat } : {}),
    categoryId: columns.categoryId[row]!,
    severity: columns.severity[row]!,
    state: IncidentState.options[columns.state[row]!]!,
    provenance: Provenance.options[columns.provenance[row]!]!,
    occurredAt: columns.occurredAt[row]!,
    shape: shapes[columns.shape[row]!]!,
  }
}

/**
 * Takes changed and new rows and those out of sight; the id index is built at the first change, as most sessions with a still table never need it.
 * @returns how many that are gone could not be found, where the table has no ids: it should be read again
 */
export function changeTable(table: IncidentTable, rows: readonly IncidentRow[], gone: readonly string[]): number {
  const byId = rowsById(table)
  let lost = 0
  for (const id of gone) {
    const row = byId.rowOf(id)
    if (row !== undefined) table.gone[row] = 1
    else if (table.known) lost++
  }
  for (const incident of rows) {
    const occurredAt = Date.parse(incident.occurredAt)
    const present = byId.rowOf(incident.id) ?? twinOf(table, incident, occurredAt)
    // A changed time would break the order of the sorted part: such a row is put at the end anew.
    const stays = present !== undefined && (present >= table.sorted || table.columns.occurredAt[present] === occurredAt)
    if (present !== undefined && !stays) table.gone[present] = 1
    const row = stays ? present : append(table)
    write(table, row, incident, occurredAt)
    byId.add(row, incident.id)
  }
  return lost
}

type Rows = { rowOf(id: string): number | undefined; add(row: number, id: string): void }
function rowsById(table: IncidentTable): Rows {
  const { known } = table
  if (!known) return (table.byId ??= createIdTable(() => table.columns.ids, table.columns.count))
  return {
    rowOf: (id) => known.byId.get(id),
    add(row, id) {
      known.byRow.set(row, id)
      known.byId.set(id, row)
    },
  }
}

const frameCell = 5

/** The row without an id that lies in the same 26-bit cell at the same moment: of those, one of the same category first. Rows that agree in all of this look the same too. */
function twinOf({ columns, sorted, known, gone }: IncidentTable, incident: IncidentRow, occurredAt: number): number | undefined {
  if (!known) return undefined
  const { x, y } = mercatorOf([incident.lng, incident.lat])
  let twin: number | undefined
  for (let row = firstRowAt(columns.occurredAt, sorted, occurredAt); row < sorted && columns.occurredAt[row] === occurredAt; row++) {
    if (gone[row] === 1 || known.byRow.has(row) || columns.x[row]! >>> frameCell !== x >>> frameCell || columns.y[row]! >>> frameCell !== y >>> frameCell) continue
    if (columns.categoryId[row] === incident.categoryId) return row
    twin ??= row
  }
  return twin
}

/** First of the sorted rows not before `time`. */
export function firstRowAt(occurredAt: Float64Array, sorted: number, time: number): number {
  let low = 0
  let high = sorted
  while (low < high) {
    const middle = (low + high) >>> 1
    if (occurredAt[middle]! < time) low = middle + 1
    else high = middle
  }
  return low
}

function write(table: IncidentTable, row: number, incident: IncidentRow, occurredAt: number) {
  const { columns, gone } = table
  const { x, y } = mercatorOf([incident.lng, incident.lat])
  if (!table.known) columns.ids.set(bytesOfId(incident.id), row * 16)
  columns.x[row] = x
  columns.y[row] = y
  columns.occurredAt[row] = occurredAt
  columns.categoryId[row] = incident.categoryId
  columns.severity[row] = incident.severity
  columns.state[row] = IncidentState.options.indexOf(incident.state)
  columns.provenance[row] = Provenance.options.indexOf(incident.provenance)
  columns.shape[row] = shapes.indexOf(incident.shape)
  columns.zoneId[row] = incident.zoneId ?? 0
  columns.areaId[row] = incident.areaId
  table.mostArea = Math.max(table.mostArea, incident.areaId)
  table.hours[row] = table.hourOf(occurredAt)
  gone[row] = 0
}

/** One more row; room doubles, so that a long live session copies little. */
function append(table: IncidentTable): number {
  const row = table.columns.count
  if (row === table.gone.length) grow(table, Math.max(1024, row * 2))
  table.columns = { ...table.columns, count: row + 1 }
  return row
}

function grow(table: IncidentTable, room: number) {
  const { columns } = table
  const wider = <Column extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(column: Column, perRow = 1): Column => {
    const copy = new (column.constructor as new (length: number) => Column)(room * perRow)
    copy.set(column)
    return copy
  }
  table.gone = wider(table.gone)
  table.hours = wider(table.hours)
  table.columns = {
    count: columns.count,
    ids: table.known ? columns.ids : wider(columns.ids, 16),
    x: wider(columns.x),
    y: wider(columns.y),
    occurredAt: wider(columns.occurredAt),
    categoryId: wider(columns.categoryId),
    severity: wider(columns.severity),
    state: wider(columns.state),
    provenance: wider(columns.provenance),
    shape: wider(columns.shape),
    zoneId: table.known ? columns.zoneId : wider(columns.zoneId),
    areaId: wider(columns.areaId),
  }
}

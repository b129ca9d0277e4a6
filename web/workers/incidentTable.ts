import { idOfRow, shapes, type IncidentColumns } from '../../geodata/format/incidentColumns.ts'
import { lngLatOfMercator, mercatorOf } from '../../geodata/geometry/mercator.ts'
import { IncidentState, Provenance } from '../../geodata/model/incident.ts'
import { bytesOfId, createIdTable, type IdTable } from './idTable.ts'
import type { IncidentProperties, IncidentRow } from './incidentQuestion.ts'

/**
 * The columns with room at the end for what arrives live. Rows below `sorted` are in order of time, those after it came later in any
 * order. A row is never moved: one that left the reader's sight is marked in `gone`.
 */
export type IncidentTable = { columns: IncidentColumns; sorted: number; gone: Uint8Array; byId: IdTable | null }

export const tableOf = (columns: IncidentColumns): IncidentTable => ({ columns, sorted: columns.count, gone: new Uint8Array(columns.count), byId: null })

export const idOf = ({ columns }: IncidentTable, row: number): string => idOfRow(columns, row)

export function placeOf({ columns: { x, y } }: IncidentTable, row: number): [number, number] {
  const [lng, lat] = lngLatOfMercator({ x: x[row]!, y: y[row]! })
  return [lng, lat]
}

/** Longitude and latitude of each row in turn, in degrees: two numbers a row. */
export function placesOf(table: IncidentTable, rows: Uint32Array): Float64Array {
  const places = new Float64Array(rows.length * 2)
  rows.forEach((row, i) => places.set(placeOf(table, row), i * 2))
  return places
}

export function propertiesOf(table: IncidentTable, row: number): IncidentProperties {
  const { columns } = table
  return {
    cluster: false,
    id: idOf(table, row),
    categoryId: columns.categoryId[row]!,
    severity: columns.severity[row]!,
    state: IncidentState.options[columns.state[row]!]!,
    provenance: Provenance.options[columns.provenance[row]!]!,
    occurredAt: columns.occurredAt[row]!,
    shape: shapes[columns.shape[row]!]!,
  }
}

/** Takes changed and new rows and those out of sight; the id index is built at the first change, as most sessions with a still table never need it. */
export function changeTable(table: IncidentTable, rows: readonly IncidentRow[], gone: readonly string[]): void {
  const byId = (table.byId ??= createIdTable(() => table.columns.ids, table.columns.count))
  for (const id of gone) {
    const row = byId.rowOf(id)
    if (row !== undefined) table.gone[row] = 1
  }
  for (const incident of rows) {
    const occurredAt = Date.parse(incident.occurredAt)
    const present = byId.rowOf(incident.id)
    // A changed time would break the order of the sorted part: such a row is put at the end anew.
    const stays = present !== undefined && (present >= table.sorted || table.columns.occurredAt[present] === occurredAt)
    if (present !== undefined && !stays) table.gone[present] = 1
    const row = stays ? present : append(table)
    write(table, row, incident, occurredAt)
    byId.add(row)
  }
}

function write({ columns, gone }: IncidentTable, row: number, incident: IncidentRow, occurredAt: number) {
  const { x, y } = mercatorOf([incident.lng, incident.lat])
  columns.ids.set(bytesOfId(incident.id), row * 16)
  columns.x[row] = x
  columns.y[row] = y
  columns.occurredAt[row] = occurredAt
  columns.categoryId[row] = incident.categoryId
  columns.severity[row] = incident.severity
  columns.state[row] = IncidentState.options.indexOf(incident.state)
  columns.provenance[row] = Provenance.options.indexOf(incident.provenance)
  columns.shape[row] = shapes.indexOf(incident.shape)
  columns.zoneId[row] = incident.zoneId ?? 0
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
  table.columns = {
    count: columns.count,
    ids: wider(columns.ids, 16),
    x: wider(columns.x),
    y: wider(columns.y),
    occurredAt: wider(columns.occurredAt),
    categoryId: wider(columns.categoryId),
    severity: wider(columns.severity),
    state: wider(columns.state),
    provenance: wider(columns.provenance),
    shape: wider(columns.shape),
    zoneId: wider(columns.zoneId),
  }
}

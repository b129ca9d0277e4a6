import { IncidentState } from '../../geodata/model/incident.ts'
import { lngLatOfMercator, mercatorOfBBox } from '../../geodata/geometry/mercator.ts'
import { lastSlot, type IncidentPoints, type PointsQuestion } from './incidentQuestion.ts'
import { masksOf } from './filterIncidents.ts'
import { firstRowAt, type IncidentTable } from './incidentTable.ts'


/** The numbers of every row as the GPU wants them. `rows`: those that pass, where they are filtered already. */
export function pointsOf(table: IncidentTable, { filter, limit, bbox }: PointsQuestion, passing: Uint32Array, groupOf: Uint8Array, rankOf: Map<number, number>): IncidentPoints {
  const [rows, of] = limit === null ? [null, table.columns.count] : thinned(table, passing, bbox, limit)
  const count = rows ? rows.length : table.columns.count
  const points: IncidentPoints = { count, of, filtered: rows !== null, places: new Float64Array(count * 2), values: new Float32Array(count * 4), choices: new Uint32Array(count * 2), groups: new Uint8Array(count), slots: [] }
  const states = Uint8Array.from(IncidentState.options, (state) => (filter.states === null || filter.states.includes(state) ? 1 : 0))
  const { hour: hours, category: categories } = masksOf(filter, table.mostArea)
  const slotOf = new Int32Array(65_536).fill(-1)
  const ranks = new Float32Array(table.mostArea + 1).map((_, id) => rankOf.get(id) ?? -1)
  const { columns, sorted } = table
  for (let i = 0; i < count; i++) {
    const row = rows ? rows[i]! : i
    const category = columns.categoryId[row]!
    const [lng, lat] = lngLatOfMercator({ x: columns.x[row]!, y: columns.y[row]! })
    points.places[i * 2] = lng
    points.places[i * 2 + 1] = lat
    const choice = slot(slotOf, points.slots, category)
    const passes = table.gone[row] !== 1 && states[columns.state[row]!] === 1 && (hours === null || hours[table.hours[row]!] === 1) && (choice < lastSlot || categories === null || categories[category] === 1)
    // What arrived late stands between the rows of its time: halves are exact as far as rows are.
    points.values[i * 4] = rows ? 0 : row < sorted ? row : firstRowAt(columns.occurredAt, sorted, columns.occurredAt[row]!) - 0.5
    points.values[i * 4 + 1] = columns.severity[row]!
    points.values[i * 4 + 2] = ranks[columns.areaId[row]!]!
    points.values[i * 4 + 3] = passes ? 1 : 0
    points.choices[i * 2] = choice
    points.choices[i * 2 + 1] = columns.provenance[row]!
    points.groups[i] = groupOf[category]!
  }
  return points
}

function slot(slotOf: Int32Array, slots: number[], category: number): number {
  if (slotOf[category]! < 0) slotOf[category] = Math.min(slots.push(category) - 1, lastSlot)
  return slotOf[category]!
}

/** Every n-th of the rows inside, so that at most `limit` remain. */
function thinned({ columns: { x, y } }: IncidentTable, rows: Uint32Array, bbox: PointsQuestion['bbox'], limit: number): [Uint32Array, number] {
  const { minX, minY, maxX, maxY } = mercatorOfBBox(bbox)
  const inside = rows.filter((row) => x[row]! >= minX && x[row]! <= maxX && y[row]! >= minY && y[row]! <= maxY)
  const step = Math.max(1, Math.ceil(inside.length / limit))
  return [step === 1 ? inside : inside.filter((_, i) => i % step === 0), inside.length]
}

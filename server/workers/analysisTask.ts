import type { AnalysisQuestion } from '../../geodata/model/analysis.ts'
import type { AnalysisStage } from '../../geodata/model/analysisAnswer.ts'
import type { MultiPolygon } from '../../geodata/model/geometry.ts'
import { type Plane, type AnalysisInput } from '../../geodata/analysis/method.ts'
import { prepareInput } from '../../geodata/analysis/prepareInput.ts'
import { endOfPrecision, isInHours } from '../../geodata/format/hourOfWeek.ts'
import { unpackRows } from '../../geodata/format/packedRow.ts'
import type { Provenance } from '../../geodata/model/incident.ts'
import type { Span } from '../queries/incident.ts'
import type { AnalysisGround, Presence } from '../queries/analysisGround.ts'

/** A window with its rows as the database packed them, and what it left out. */
export type TaskWindow = { fromMs: number; toMs: number; packed: ArrayBuffer; rowsLeftOut: Record<string, number> }
export type AnalysisTask = {
  question: AnalysisQuestion
  ground: AnalysisGround
  now: TaskWindow
  /** The part of the window in which incidents were recorded; undefined where that is less than a day. */
  watched: Span | undefined
  /** null: nothing to compare with. */
  before: TaskWindow | null
  presence: Presence | null
  /** Units that are wanted whether they are among the first or not. */
  alsoShow: number[]
  /** Write every unit as a file instead of an answer. */
  exportAs: ExportFormat | null
}
export type ExportFormat = 'geojson' | 'csv' | 'arrow'
export type Said = { stage: AnalysisStage; share: number }

export type ReadWindow = { input: AnalysisInput; provenance: Record<Provenance, number>; /** Rows known to the hour, the day or the month only. */ rough: number }

/** Rows of a window in the plane; those outside of the hours that count are left out, and so are those whose time is too rough to say. */
export function readWindow({ question, ground }: AnalysisTask, window: TaskWindow, plane?: Plane): ReadWindow {
  const { timeZone } = ground
  const rows = unpackRows(window.packed)
  const wanted = question.hoursOfWeek ? new Set(question.hoursOfWeek) : null
  const left: Record<string, number> = { ...window.rowsLeftOut, ...(wanted ? { otherHours: 0, hourUnknown: 0 } : {}) }
  const provenance: Record<Provenance, number> = { public: 0, patrol: 0, camera: 0, sensor: 0 }
  const untilMs = new Float64Array(rows.count)
  let kept = 0
  let rough = 0
  for (let row = 0; row < rows.count; row++) {
    const [time, precision] = [rows.timesMs[row] as number, rows.precision[row] ?? 'minute']
    const inside = wanted ? isInHours(time, precision, wanted, timeZone) : true
    if (!inside) {
      const reason = inside === undefined ? 'hourUnknown' : 'otherHours'
      left[reason] = (left[reason] ?? 0) + 1
      continue
    }
    if (precision !== 'minute') rough++
    provenance[rows.provenance[row] ?? 'public']++
    rows.places[2 * kept] = rows.places[2 * row] as number
    rows.places[2 * kept + 1] = rows.places[2 * row + 1] as number
    rows.timesMs[kept] = time
    untilMs[kept++] = endOfPrecision(time, precision, timeZone)
  }
  const input = prepareInput({
    points: { places: rows.places.subarray(0, 2 * kept), timesMs: rows.timesMs.subarray(0, kept), untilMs: untilMs.subarray(0, kept) },
    areas: ground.areas?.polygons.length ? { ids: ground.areas.named.map(({ id }) => id), shapes: ground.areas.polygons, values: null, population: populationOf(ground.areas.households), neighbours: null } : null,
    streets: ground.streets ? { ids: ground.streets.named.map(({ id }) => id), lines: ground.streets.lines } : null,
    studyArea: ground.studyArea as MultiPolygon[], window, plane, timeZone, rowsLeftOut: left,
  })
  return { input, provenance, rough }
}

/** Where no building says how many households it has, nobody knows the risk. */
const populationOf = (households: number[]) => (households.some((count) => count > 0) ? Float64Array.from(households) : null)

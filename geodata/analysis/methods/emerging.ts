import { z } from 'zod'
import { areaEvidence } from '../areaEvidence.ts'
import { emerging, type Emerging } from '../emerging.ts'
import { emergingPatterns } from '../emergingPattern.ts'
import { requireDifference, requireRows, requireUnits } from '../localSetting.ts'
import { AnalysisRefusal, type AnalysisInput, type Method, type Note, type PointRows } from '../method.ts'
import { neighboursOf } from '../neighboursOf.ts'
import type { NeighbourTable } from '../neighbourTable.ts'
import type { Cube } from '../spaceTimeGi.ts'
import { monthSteps, stepOf, timeGrain, timeSteps, type TimeSteps } from '../timeSteps.ts'
import { neighbourFields, unitFields } from '../unitParameters.ts'
import { unitsOf, type UnitSet } from '../unitsOf.ts'

const Parameters = z.strictObject({
  ...unitFields,
  units: z.enum(['cells', 'areas', 'segments']).default('cells').describe('what is counted in: cells, areas or segments of streets'),
  cellMeters: z.coerce.number().min(10).max(100_000).default(500).describe('side of a cell in metres'),
  ...neighbourFields,
  stepDays: z.coerce.number().int().min(1).max(366).default(7).describe('length of a time step in days, reckoned back from the end; a step cut by the beginning of the window is left out'),
  stepsBefore: z.coerce.number().int().min(0).max(20).default(1).describe('steps before its own that belong to a neighbourhood'),
  window: z.enum(['cube', 'slice', 'steps']).default('cube').describe('what a neighbourhood is compared with: cube: all cells and steps; slice: all cells of its own step alone; steps: all cells of the steps that it reaches over'),
  alpha: z.coerce.number().gt(0).lt(1).default(0.05).describe('share of false calls that is borne among all cells and steps called (false discovery rate)'),
  trendAlpha: z.coerce.number().gt(0).lt(1).default(0.05).describe('chance of a false trend in each cell by itself that is borne'),
})
type Parameters = z.infer<typeof Parameters>

const source = 'Esri, ArcGIS Pro documentation: How Emerging Hot Spot Analysis works; Ord & Getis 1995; Mann 1945; Kendall 1975; Benjamini & Hochberg 1995'
/** The documentation of the patterns asks for as many. */
const LEAST_STEPS = 10
const LEAST_ROWS = 30
const MAX_BINS = 20_000_000

/** Hot and cold spots that are new, growing, lasting, fading or past. */
export const emergingMethod: Method<Parameters> = {
  id: 'emerging',
  version: 1,
  source,
  needs: ['points', 'times'],
  parameters: Parameters,
  rank: 'z',
  run(input, parameters, tell) {
    const points = input.points as PointRows
    const { steps, notes, wholeFrom } = stepsOf(input, points, parameters)
    const set = unitsOf(input.areas ? { ...input, areas: { ...input.areas, values: null } } : input, parameters)
    requireRows(set, LEAST_ROWS)
    requireUnits(set.count)
    if (set.count * steps.count > MAX_BINS) throw new AnalysisRefusal('too_many_bins', `${set.count} units times ${steps.count} steps are more than ${MAX_BINS}: take larger cells or longer steps`, 'cellMeters')
    const { cube, rowsUsed, incomplete } = cubeOf(points, set, steps)
    requireDifference(cube.counts)
    const table = neighboursOf(input, set, parameters)
    tell(0.05)
    const found = emerging(cube, table, parameters, (share) => tell(0.05 + 0.95 * share))
    const finding = Uint8Array.from(found.pattern, (pattern) => emergingPatterns.indexOf(pattern))
    const { window, stepsBefore } = parameters
    return {
      method: 'emerging',
      version: 1,
      evidence: {
        ...areaEvidence(input, set, `emerging hot spots: Gi* of ${set.count} units in ${steps.count} steps (${window === 'slice' ? 'own step alone' : `own step and ${stepsBefore} before`}) against ${windowWords[window]}, normal approximation, false discovery rate over all; Mann-Kendall trends`, source, parameters, null),
        window: { from: new Date(wholeFrom).toISOString(), to: new Date(input.window.toMs).toISOString() },
        rowsUsed,
        rowsLeftOut: { ...set.rowsLeftOut, incompleteStep: incomplete },
      },
      units: set.units,
      columns: columnsOf(found, set, cube, steps),
      findings: emergingPatterns,
      finding,
      summary: {
        units: set.count,
        steps: steps.count,
        significant: finding.filter((one) => one > 0).length,
        hotBins: found.hotSteps.reduce((sum, one) => sum + one, 0),
        coldBins: found.coldSteps.reduce((sum, one) => sum + one, 0),
        bins: cube.counts.length,
      },
      table: { columns: ['pattern', 'units'], rows: emergingPatterns.map((pattern, k) => [pattern, finding.filter((one) => one === k).length]) },
      notes: [...notes, ...notesOf(set, cube, table, parameters)],
    }
  },
}

const windowWords = { cube: 'all cells and steps', slice: 'all cells of that step', steps: 'all cells of those steps' }

/** Steps that lie in the window as a whole: weeks or days, months where rows name only a month. */
function stepsOf({ window, timeZone }: AnalysisInput, points: PointRows, { stepDays }: Parameters): { steps: TimeSteps; notes: Note[]; wholeFrom: number } {
  if (points.count === 0) throw new AnalysisRefusal('no_rows', 'no row is left: nothing lies in this window and area', 'points')
  if (!(window.toMs > window.fromMs)) throw new AnalysisRefusal('empty_window', 'the window of time is empty: its end must lie after its beginning', 'to')
  const grain = timeGrain(points.timesMs, timeZone)
  if ((window.toMs - window.fromMs) / 86_400_000 / stepDays > MAX_BINS) throw new AnalysisRefusal('too_many_bins', `the window has more than ${MAX_BINS} steps of ${stepDays} days: take longer steps`, 'stepDays')
  const every = grain === 'month' ? monthSteps(window, timeZone) : timeSteps(window, stepDays, timeZone)
  const steps = every.firstIsCut ? { count: every.count - 1, edgesMs: every.edgesMs.slice(1), firstIsCut: false } : every
  if (steps.count < LEAST_STEPS) throw new AnalysisRefusal('too_few_steps', `the window holds ${steps.count} whole steps of ${grain === 'month' ? 'a month' : `${stepDays} days`} and at least ${LEAST_STEPS} are needed: take a longer window or shorter steps`, 'stepDays')
  return { steps, notes: grain === 'moment' ? [] : [{ code: grain === 'month' ? 'times_by_month' : 'times_by_day' }], wholeFrom: steps.edgesMs[0] as number }
}

function cubeOf({ timesMs, count }: PointRows, { unitOfRow, count: units }: UnitSet, steps: TimeSteps): { cube: Cube; rowsUsed: number; incomplete: number } {
  const counts = new Float64Array(units * steps.count)
  let [rowsUsed, incomplete] = [0, 0]
  const busy = new Set<number>()
  for (let row = 0; row < count; row++) {
    const unit = unitOfRow[row] as number
    if (unit < 0) continue
    const step = stepOf(steps, timesMs[row] as number)
    if (step < 0) incomplete++
    else {
      const bin = step * units + unit
      counts[bin] = (counts[bin] as number) + 1
      busy.add(step)
      rowsUsed++
    }
  }
  if (busy.size < 2) throw new AnalysisRefusal('one_day', `all ${rowsUsed} rows fall into one step of time: nothing can emerge, take a longer window or shorter steps`, 'from')
  return { cube: { units, steps: steps.count, counts }, rowsUsed, incomplete }
}

function columnsOf(found: Emerging, set: UnitSet, { units, steps, counts }: Cube, { edgesMs }: TimeSteps): Record<string, Float64Array> {
  const total = new Float64Array(units)
  counts.forEach((count, bin) => (total[bin % units] = (total[bin % units] as number) + count))
  const { z, p, q, hotSteps, coldSteps, trendZ, trendP, countTrendZ, countTrendP } = found
  return {
    count: total,
    lastCount: counts.slice((steps - 1) * set.count),
    z, p, q, hotSteps, coldSteps,
    sinceMs: Float64Array.from(found.since, (step) => (step < 0 ? NaN : (edgesMs[step] as number))),
    trendZ, trendP, countTrendZ, countTrendP,
  }
}

function notesOf(set: UnitSet, { counts }: Cube, { starts, count }: NeighbourTable, { stepsBefore, window }: Parameters): Note[] {
  const mean = counts.reduce((sum, one) => sum + one, 0) / counts.length
  const islands = Array.from({ length: count }, (_, i) => i).filter((i) => starts[i] === starts[i + 1]).length
  return [
    { code: 'emerging_window', values: { window } },
    // Neighbouring steps share counts, so that their Gi* rises and falls together and a trend is called too easily.
    ...(stepsBefore > 0 && window !== 'slice' ? [{ code: 'trend_overlap', values: { steps: stepsBefore + 1 } }] : []),
    ...(mean < 1 ? [{ code: 'sparse_bins', values: { mean: Number(mean.toPrecision(2)) } }] : []),
    ...(islands ? [{ code: 'islands', values: { count: islands } }] : []),
    ...(set.cells && set.studyArea.startsWith('cells with') ? [{ code: 'occupied_cells' }] : []),
  ]
}

import { AnalysisRefusal, type AnalysisInput, type Method, type PointRows } from '../method.ts'
import { middlesOf } from '../neighboursOf.ts'
import { ScanPermutationParameters } from '../scanParameters.ts'
import { scanResult } from '../scanResult.ts'
import { casesOf, scanTime, stepLengths } from '../scanTime.ts'
import { spaceTimeScan } from '../spaceTimeScan.ts'
import { unitsOf } from '../unitsOf.ts'

const source = 'Kulldorff, Heffernan, Hartman, Assunção & Mostashari 2005; Kulldorff 1997; Abrams, Kulldorff & Kleinman 2010'

/** Where and when more came together than the place and the days would have it, without knowing the population. */
export const scanPermutation: Method<ScanPermutationParameters> = {
  id: 'scan_permutation',
  version: 1,
  source,
  needs: ['points', 'times'],
  parameters: ScanPermutationParameters,
  rank: 'llr',
  run(input, parameters, tell) {
    const points = input.points as PointRows
    if (points.count === 0) throw new AnalysisRefusal('no_rows', 'no row is left: nothing lies in this window and area', 'points')
    const { steps, maxSteps, stepDays, notes } = scanTime(input, parameters)
    const set = unitsOf(counting(input), { units: parameters.units, cellMeters: parameters.cellMeters, snapMeters: 0 })
    const { busy, placeOfUnit } = busyUnits(set.values)
    const cases = casesOf(points.timesMs, set.unitOfRow.map((unit) => (unit < 0 ? -1 : (placeOfUnit[unit] as number))), steps)
    if (new Set(cases.step).size < 2) throw new AnalysisRefusal('one_day', `all ${cases.step.length} cases fall on one ${notes[0]?.code === 'times_by_month' ? 'month' : 'day or step'}: places can not be compared over time, take a longer window or shorter steps`, 'from')
    const every = middlesOf(set, input.areas?.polygons)
    const middles = busy.map((unit) => every[unit] as (typeof every)[number])
    const scan = spaceTimeScan(
      { xMeters: middles.map(([x]) => x), yMeters: middles.map(([, y]) => y), weights: busy.map((unit) => set.values[unit] as number) },
      cases,
      { ...parameters, model: 'permutation', stepLengths: stepLengths(steps, input.window), maxSteps, prospective: parameters.mode === 'prospective', simulations: parameters.permutations },
      tell,
    )
    return scanResult(input, {
      method: 'scan_permutation',
      version: 1,
      name: `space-time permutation scan, ${parameters.mode}, circles of at most ${parameters.maxRadiusMeters} m and windows of at most ${maxSteps} steps, tested by ${parameters.permutations} permutations of the times`,
      source,
      parameters,
      scan,
      steps,
      middles,
      reachMeters: busy.map((unit) => (parameters.units === 'cells' ? parameters.cellMeters / 2 : Math.sqrt((set.sizes[unit] as number) / Math.PI))),
      rowsUsed: cases.place.length,
      rowsLeftOut: set.rowsLeftOut,
      studyArea: set.studyArea,
      alpha: parameters.alpha,
      permutations: parameters.permutations,
      seed: parameters.seed,
      everyDays: parameters.mode === 'prospective' ? stepDays : null,
      notes: [...notes, ...(parameters.mode === 'prospective' ? [{ code: 'recurrence', values: { days: Math.round(stepDays) } }] : [])],
    })
  },
}

/** Points are counted even where areas bring figures of their own. */
const counting = (input: AnalysisInput): AnalysisInput => (input.areas ? { ...input, areas: { ...input.areas, values: null } } : input)

/** Units with a case; the others hold nothing and expect nothing. */
function busyUnits(values: Float64Array) {
  const busy: number[] = []
  const placeOfUnit = new Int32Array(values.length).fill(-1)
  values.forEach((count, unit) => {
    if (count > 0) placeOfUnit[unit] = busy.push(unit) - 1
  })
  return { busy, placeOfUnit }
}

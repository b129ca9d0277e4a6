import { centroidMeters, squareMeters } from '../../geometry/polygonMeters.ts'
import { AnalysisRefusal, type AnalysisInput, type AreaRows, type Method, type PolygonXY } from '../method.ts'
import { ScanPoissonParameters } from '../scanParameters.ts'
import { scanResult } from '../scanResult.ts'
import { casesOf, scanTime, stepLengths, type ScanTime } from '../scanTime.ts'
import { spaceTimeScan } from '../spaceTimeScan.ts'
import { unitsOf } from '../unitsOf.ts'

const source = 'Kulldorff 1997; Kulldorff 2001 (prospective); Abrams, Kulldorff & Kleinman 2010'
const MAX_CASES = 5_000_000

/** Where, or where and when, more came together than the population would have it. */
export const scanPoisson: Method<ScanPoissonParameters> = {
  id: 'scan_poisson',
  version: 1,
  source,
  needs: ['areas', 'population'],
  parameters: ScanPoissonParameters,
  rank: 'llr',
  run(input, parameters, tell) {
    const areas = input.areas as AreaRows
    if (areas.polygons.length !== areas.ids.length) throw new AnalysisRefusal('polygons_missing', 'a scan needs the shape of each area to know how far apart they are', 'areas')
    const spaceOnly = parameters.mode === 'space'
    const time = spaceOnly ? wholePeriod(input) : scanTime(input, parameters)
    const { kept, weights, withoutPopulation } = populated(areas)
    const counted = casesIn(input, spaceOnly, kept, time)
    if (!spaceOnly && new Set(counted.step).size < 2) throw new AnalysisRefusal('one_day', `all ${counted.step.length} cases fall on one step of time: take a longer window, shorter steps, or mode space`, 'from')
    const middles = kept.map((area) => centroidMeters(areas.polygons[area] as PolygonXY))
    const scan = spaceTimeScan(
      { xMeters: middles.map(([x]) => x), yMeters: middles.map(([, y]) => y), weights },
      counted,
      {
        ...parameters,
        model: parameters.trend === 'given' && !spaceOnly ? 'poisson_trend' : 'poisson',
        stepLengths: spaceOnly ? [1] : stepLengths(time.steps, input.window),
        maxSteps: time.maxSteps,
        prospective: parameters.mode === 'prospective',
        simulations: parameters.permutations,
      },
      tell,
    )
    return scanResult(input, {
      method: 'scan_poisson',
      version: 1,
      name: `Poisson scan over the population, ${parameters.mode}${parameters.trend === 'given' ? ', trend in time taken as given' : ''}, circles of at most ${parameters.maxRadiusMeters} m and ${parameters.maxShare * 100} % of the population, tested by ${parameters.permutations} simulations`,
      source,
      parameters,
      scan,
      steps: time.steps,
      middles,
      reachMeters: kept.map((area) => Math.sqrt(squareMeters(areas.polygons[area] as PolygonXY) / Math.PI)),
      rowsUsed: counted.place.length,
      rowsLeftOut: { ...counted.rowsLeftOut, withoutPopulation: counted.unpopulated },
      studyArea: `${kept.length} areas with population`,
      alpha: parameters.alpha,
      permutations: parameters.permutations,
      seed: parameters.seed,
      everyDays: parameters.mode === 'prospective' ? time.stepDays : null,
      notes: [
        ...time.notes,
        ...(withoutPopulation ? [{ code: 'without_population', values: { areas: withoutPopulation, rows: counted.unpopulated } }] : []),
        ...(parameters.mode === 'prospective' ? [{ code: 'recurrence', values: { days: Math.round(time.stepDays) } }] : []),
      ],
    })
  },
}

const wholePeriod = ({ window }: AnalysisInput): ScanTime => ({ steps: { count: 1, edgesMs: Float64Array.from([window.fromMs, window.toMs]), firstIsCut: false }, maxSteps: 1, stepDays: 1, notes: [] })

/** Areas that somebody lives in: where nobody does nothing is expected, and whatever happens there would be infinitely much. */
function populated({ ids, population }: AreaRows) {
  const people = population as Float64Array
  const kept = ids.map((_, area) => area).filter((area) => (people[area] as number) > 0 && Number.isFinite(people[area]))
  if (kept.length === 0) throw new AnalysisRefusal('zero_population', 'the population is 0 or missing in every area: there is nothing to expect cases from', 'population')
  return { kept, weights: kept.map((area) => people[area] as number), withoutPopulation: ids.length - kept.length }
}

/** Cases of the kept areas: points counted, or as many as the areas' own figures say. */
function casesIn(input: AnalysisInput, spaceOnly: boolean, kept: readonly number[], { steps }: ScanTime) {
  const own = (input.areas as AreaRows).values
  if (own && !spaceOnly && !input.points) throw new AnalysisRefusal('points_missing', 'figures of areas have no time: give points, or take mode space', 'mode')
  const set = unitsOf(own && !spaceOnly ? { ...input, areas: { ...(input.areas as AreaRows), values: null } } : input, { units: 'areas', cellMeters: 1, snapMeters: 0 })
  const placeOfArea = new Int32Array(set.count).fill(-1)
  kept.forEach((area, place) => (placeOfArea[area] = place))
  if (set.counted) {
    const places = set.unitOfRow.map((area) => (area < 0 ? -1 : (placeOfArea[area] as number)))
    const found = spaceOnly ? { place: places.filter((place) => place >= 0), step: new Int32Array(places.filter((place) => place >= 0).length) } : casesOf(input.points?.timesMs ?? [], places, steps)
    return { ...found, rowsLeftOut: set.rowsLeftOut, unpopulated: set.rowsUsed - found.place.length }
  }
  const place: number[] = []
  let unpopulated = 0
  set.values.forEach((value, area) => {
    if (Number.isNaN(value)) return
    if (!Number.isInteger(value) || value < 0) throw new AnalysisRefusal('values_not_counts', `area ${set.units.kind === 'areas' ? set.units.ids[area] : area} has the value ${value}: a Poisson scan takes counts, whole numbers from 0`, 'field')
    if (place.length + value > MAX_CASES) throw new AnalysisRefusal('too_many_cases', `more than ${MAX_CASES} cases: take a part of them`, 'field')
    if ((placeOfArea[area] as number) < 0) unpopulated += value
    else for (let k = 0; k < value; k++) place.push(placeOfArea[area] as number)
  })
  return { place: Int32Array.from(place), step: new Int32Array(place.length), rowsLeftOut: set.rowsLeftOut, unpopulated }
}

import { z } from 'zod'
import { createRandom } from '../../random.ts'
import { pairTimes, requirePairs } from '../closeTimes.ts'
import { windowText } from '../evidence.ts'
import { AnalysisRefusal, type AnalysisInput, type Method, type Note, type PointRows } from '../method.ts'
import { nearRepeat } from '../nearRepeat.ts'

const Parameters = z.strictObject({
  sameMeters: z.coerce.number().min(0).max(1_000).default(0).describe('the same place: at most so many metres apart; 0: the very same coordinates'),
  bandMeters: z.coerce.number().min(1).max(10_000).default(100).describe('width of a band of distance in metres'),
  bands: z.coerce.number().int().min(1).max(50).default(5).describe('bands of distance beside the same place'),
  bandDays: z.coerce.number().min(0.01).max(366).default(7).describe('width of a band of time in days'),
  dayBands: z.coerce.number().int().min(1).max(60).default(6).describe('bands of time'),
  edges: z.enum(['upper', 'lower']).default('lower').describe('lower: [0, 7), [7, 14) ...; upper: [0, 7], (7, 14] ...'),
  distance: z.enum(['euclidean', 'manhattan']).default('manhattan').describe('euclidean: as the crow flies; manhattan: along east and north, as in a grid of streets'),
  alpha: z.coerce.number().gt(0).lt(1).default(0.05).describe('share of false calls that is borne among all calls (false discovery rate over the bands)'),
  permutations: z.coerce.number().int().min(19).max(99_999).default(999).describe('times dealt anew'),
  seed: z.coerce.number().int().min(0).max(4_294_967_295).default(1).describe('of the random numbers'),
})
type Parameters = z.infer<typeof Parameters>

const source = 'Johnson, Bernasco, Bowers, Elffers, Ratcliffe, Rengert & Townsley 2007; Ratcliffe 2009 (near repeat calculator)'
const fewest = 10
const DAY_MS = 86_400_000

/** How much likelier is a further event near a first one, by distance and time? One table for the whole, no map. */
export const nearRepeatMethod: Method<Parameters> = {
  id: 'near_repeat',
  version: 1,
  source,
  needs: ['points', 'times'],
  parameters: Parameters,
  rank: null,
  run(input, parameters, tell) {
    const points = input.points as PointRows
    requirePairs(points, fewest)
    const times = pairTimes(points, input)
    checkBands(input, points, parameters)
    const { sameMeters, bandMeters, bands, bandDays, dayBands, edges, distance, alpha, permutations, seed } = parameters
    const options = { distance: { sameMeters, widthMeters: bandMeters, bands, closed: edges, metric: distance }, duration: bandDays * DAY_MS, durationBands: dayBands, permutations, random: createRandom(seed) }
    const { pairs, cells } = nearRepeat(points.xMeters, points.yMeters, times.ms, options, tell)
    if (pairs === 0) throw new AnalysisRefusal('no_close_pairs', `no two events lie within ${bandMeters * bands} m of each other: take wider bands`, 'bandMeters')
    const strongest = cells.filter(({ q, ratio }) => q <= alpha && ratio !== null).toSorted((a, b) => (b.ratio as number) - (a.ratio as number))[0]
    return {
      method: 'near_repeat',
      version: 1,
      evidence: {
        method: `near repeats: pairs by bands of distance (${distance}, ${bandName(1, parameters)} m ...) and time (${timeName(0, parameters)} days ...) against ${permutations} permutations of the times, false discovery rate over the bands`,
        source: `${source}; Benjamini & Hochberg 1995`,
        parameters,
        seed,
        window: windowText(input.window),
        rowsUsed: points.count,
        rowsLeftOut: input.rowsLeftOut,
        studyArea: 'wherever rows lie',
      },
      units: { kind: 'none' },
      columns: {},
      findings: ['none'],
      finding: new Uint8Array(0),
      summary: {
        events: points.count,
        pairs,
        bands: cells.length,
        significant: cells.filter(({ q }) => q <= alpha).length,
        strongestMeters: strongest ? bandName(strongest.distanceBand, parameters) : null,
        strongestDays: strongest ? timeName(strongest.timeBand, parameters) : null,
        strongestRatio: strongest?.ratio ?? null,
        smallestP: 1 / (permutations + 1),
      },
      table: {
        columns: ['meters', 'days', 'observed', 'expected', 'ratio', 'p', 'q', 'significant'],
        rows: cells.map((cell) => [bandName(cell.distanceBand, parameters), timeName(cell.timeBand, parameters), cell.observed, cell.expected, cell.ratio, cell.p, cell.q, cell.q <= alpha ? 1 : 0]),
      },
      notes: [...times.notes, ...(sameMeters === 0 ? [{ code: 'same_place_exact' }] : []), ...coarseNote(cells.length, alpha, permutations)],
    }
  },
}

/** So many bands that even the smallest p of these draws could not stand the correction alone. */
function coarseNote(bands: number, alpha: number, permutations: number): Note[] {
  const least = Math.ceil(bands / (permutations + 1) / alpha)
  return least > 1 ? [{ code: 'coarse_p', values: { permutations, least } }] : []
}

function checkBands({ window }: AnalysisInput, { xMeters, yMeters }: PointRows, { bandMeters, bands, bandDays, dayBands, sameMeters }: Parameters): void {
  const days = (window.toMs - window.fromMs) / DAY_MS
  if ((dayBands - 1) * bandDays > days) throw new AnalysisRefusal('too_many_bands', `${dayBands} bands of ${bandDays} days reach beyond the window of ${Math.ceil(days)} days: take fewer or narrower ones`, 'dayBands')
  const extent = (values: Float64Array) => values.reduce((a, b) => Math.max(a, b), -Infinity) - values.reduce((a, b) => Math.min(a, b), Infinity)
  const across = extent(xMeters) + extent(yMeters)
  if ((bands - 1) * bandMeters > across) throw new AnalysisRefusal('too_many_bands', `${bands} bands of ${bandMeters} m reach beyond the events, which lie within ${Math.ceil(across)} m: take fewer or narrower ones`, 'bands')
  if (sameMeters >= bandMeters) throw new AnalysisRefusal('same_place_band', `the same place (${sameMeters} m) must be nearer than the end of the first band (${bandMeters} m)`, 'sameMeters')
}

const interval = (from: number, to: number, edges: Parameters['edges'], open: boolean, closedFrom: boolean) => `${closedFrom && !open ? '[' : '('}${from}, ${to}${edges === 'upper' ? ']' : ')'}`

/** Which distances a band holds, brackets as in mathematics: [ ] included, ( ) not. The same place never is in the band after it. */
export function bandName(band: number, { sameMeters, bandMeters, edges }: Pick<Parameters, 'sameMeters' | 'bandMeters' | 'edges'>): string {
  if (band === 0) return sameMeters === 0 ? '0' : `[0, ${sameMeters}]`
  return band === 1 ? interval(sameMeters, bandMeters, edges, true, false) : interval((band - 1) * bandMeters, band * bandMeters, edges, false, edges === 'lower')
}

export function timeName(band: number, { bandDays, edges }: Pick<Parameters, 'bandDays' | 'edges'>): string {
  return interval(rounded(band * bandDays), rounded((band + 1) * bandDays), edges, false, band === 0 || edges === 'lower')
}

const rounded = (days: number) => Number(days.toFixed(6))

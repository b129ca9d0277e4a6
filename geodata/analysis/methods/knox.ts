import { z } from 'zod'
import { createRandom } from '../../random.ts'
import { pairTimes, requirePairs } from '../closeTimes.ts'
import { windowText } from '../evidence.ts'
import { knox } from '../knox.ts'
import { AnalysisRefusal, type Method, type PointRows } from '../method.ts'

const Parameters = z.strictObject({
  meters: z.coerce.number().min(0).max(100_000).default(200).describe('close in space: at most so many metres apart'),
  days: z.coerce.number().min(0).max(3_660).default(7).describe('close in time: at most so many days apart; of dates alone, calendar days'),
  distance: z.enum(['euclidean', 'manhattan']).default('euclidean').describe('euclidean: as the crow flies; manhattan: along east and north, as in a grid of streets'),
  alpha: z.coerce.number().gt(0).lt(1).default(0.05).describe('chance of a false alarm that is borne'),
  permutations: z.coerce.number().int().min(0).max(99_999).default(999).describe('times dealt anew; 0: the analytic tests alone'),
  seed: z.coerce.number().int().min(0).max(4_294_967_295).default(1).describe('of the random numbers'),
})
type Parameters = z.infer<typeof Parameters>

const source = 'Knox 1964; Barton & David 1966'
const fewest = 5
const DAY_MS = 86_400_000

/** Do events close in space come close in time? One answer for the whole, no map. */
export const knoxMethod: Method<Parameters> = {
  id: 'knox',
  version: 1,
  source,
  needs: ['points', 'times'],
  parameters: Parameters,
  rank: null,
  run(input, parameters, tell) {
    const points = input.points as PointRows
    requirePairs(points, fewest)
    const times = pairTimes(points, input)
    const { meters, days, distance, permutations, seed, alpha } = parameters
    const found = knox(points.xMeters, points.yMeters, times.ms, { meters, duration: days * DAY_MS, metric: distance, permutations, random: createRandom(seed) }, tell)
    const { pairs, closeInSpace, closeInTime, closeInBoth, expected } = found
    if (closeInSpace === 0) throw new AnalysisRefusal('no_close_pairs', `no two events lie within ${meters} m of each other: take a longer distance`, 'meters')
    if (closeInSpace === pairs || closeInTime === pairs) throw new AnalysisRefusal('all_close', `all ${pairs} pairs are close in ${closeInSpace === pairs ? 'space' : 'time'}: take a shorter ${closeInSpace === pairs ? 'distance' : 'time'}`, closeInSpace === pairs ? 'meters' : 'days')
    const p = found.p ?? found.pNormal
    return {
      method: 'knox',
      version: 1,
      evidence: {
        method: `Knox test: pairs at most ${meters} m (${distance}) and at most ${days} days apart, both included; ${permutations > 0 ? `${permutations} permutations of the times` : 'normal approximation with the exact variance'}`,
        source,
        parameters,
        seed: permutations > 0 ? seed : null,
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
        closeInSpace,
        closeInTime,
        closeInBoth,
        expected,
        ratio: expected > 0 ? closeInBoth / expected : null,
        variance: found.variance,
        z: found.z,
        p: found.p,
        pPoisson: found.pPoisson,
        pNormal: found.pNormal,
        significant: p !== null && p <= alpha ? 1 : 0,
      },
      table: {
        columns: ['closeInSpace', 'closeInTime', 'observed', 'expected'],
        rows: [
          ['yes', 'yes', closeInBoth, expected],
          ['yes', 'no', closeInSpace - closeInBoth, closeInSpace - expected],
          ['no', 'yes', closeInTime - closeInBoth, closeInTime - expected],
          ['no', 'no', pairs - closeInSpace - closeInTime + closeInBoth, pairs - closeInSpace - closeInTime + expected],
        ],
      },
      notes: times.notes,
    }
  },
}

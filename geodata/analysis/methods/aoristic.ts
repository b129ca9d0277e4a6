import { z } from 'zod'
import { aoristic, hoursInWindow, HOURS_OF_WEEK } from '../aoristic.ts'
import { windowText } from '../evidence.ts'
import { AnalysisRefusal, type Method, type Note, type PointRows } from '../method.ts'

const Parameters = z.strictObject({
  bins: z.enum(['hour_of_week', 'hour_of_day']).default('hour_of_week').describe('weekday and hour, or hour of the day alone'),
  longestHours: z.coerce.number().gt(0).max(1_000_000).default(168).describe('rows whose interval is longer than this are left out, in hours: they say nothing about the hour'),
})
type Parameters = z.infer<typeof Parameters>

const source = 'Ratcliffe & McCullagh 1998; Ratcliffe 2000'
const hourMs = 3_600_000

/** At what hours incidents happen when many are known only as "between eight in the evening and seven in the morning". A description without a test. */
export const aoristicMethod: Method<Parameters> = {
  id: 'aoristic',
  version: 1,
  source,
  needs: ['points', 'times'],
  parameters: Parameters,
  rank: null,
  run(input, { bins, longestHours }, tell) {
    const points = input.points as PointRows
    if (points.count === 0) throw new AnalysisRefusal('no_rows', 'No row is left: nothing lies in this window and area.', 'points')
    const found = aoristic(points, input.timeZone, longestHours * hourMs)
    if (found.rows === 0) throw new AnalysisRefusal('intervals_too_long', `All ${points.count} rows have an interval of more than ${longestHours} hours.`, 'longestHours')
    tell(0.8)
    const { fromMs, toMs } = input.window
    const exposure = hoursInWindow(fromMs, toMs, input.timeZone)
    const table = tableOf(bins, found.weights, found.begun, exposure, found.rows)
    const peak = table.rows.reduce((best, row) => ((row.at(-4) as number) > (best.at(-4) as number) ? row : best))
    return {
      method: 'aoristic',
      version: 1,
      evidence: {
        method: `Aoristic weights by ${bins === 'hour_of_week' ? 'hour of the week' : 'hour of the day'} in ${input.timeZone}, in proportion to time; a description without a test`,
        source,
        parameters: { bins, longestHours, timeZone: input.timeZone },
        seed: null,
        window: windowText(input.window),
        rowsUsed: found.rows,
        rowsLeftOut: { ...input.rowsLeftOut, intervalTooLong: found.tooLong },
        studyArea: 'times alone',
      },
      units: { kind: 'none' },
      columns: {},
      findings: ['none'],
      finding: new Uint8Array(0),
      summary: {
        weightSum: found.weights.reduce((a, b) => a + b, 0),
        rowsWithInterval: found.rowsWithInterval,
        rowsExact: found.rows - found.rowsWithInterval,
        meanIntervalHours: found.rowsWithInterval ? found.intervalMs / found.rowsWithInterval / hourMs : null,
        peakWeekday: bins === 'hour_of_week' ? (peak[0] as number) : null,
        peakHour: peak[bins === 'hour_of_week' ? 1 : 0] as number,
        peakWeight: peak.at(-4) as number,
      },
      table,
      notes: notesOf(found),
    }
  },
}

/** `expected`: what the hour would have if incidents did not care for the hour, by how often the window has it; null without a window. */
function tableOf(bins: Parameters['bins'], weights: Float64Array, begun: Float64Array, exposure: Float64Array, rows: number) {
  const byDay = (values: Float64Array) => Float64Array.from({ length: 24 }, (_, hour) => Array.from({ length: 7 }, (__, day) => values[day * 24 + hour] as number).reduce((a, b) => a + b, 0))
  const [weight, begins, time] = bins === 'hour_of_week' ? [weights, begun, exposure] : [byDay(weights), byDay(begun), byDay(exposure)]
  const whole = time.reduce((a, b) => a + b, 0)
  const expected = (bin: number) => (whole > 0 ? (rows * (time[bin] as number)) / whole : null)
  const ratio = (bin: number) => (expected(bin) ? (weight[bin] as number) / (expected(bin) as number) : null)
  const names = bins === 'hour_of_week' ? ['weekday', 'hour'] : ['hour']
  return {
    columns: [...names, 'weight', 'begun', 'expected', 'ratio'],
    rows: Array.from({ length: bins === 'hour_of_week' ? HOURS_OF_WEEK : 24 }, (_, bin) => [...(bins === 'hour_of_week' ? [Math.floor(bin / 24) + 1] : []), bin % 24, weight[bin] as number, begins[bin] as number, expected(bin), ratio(bin)]),
  }
}

/** A sixth at midnight exactly is far beyond any real night. */
const midnightShare = 1 / 6

function notesOf({ rows, rowsWithInterval, rowsAtMidnight, rowsWholeDay, tooLong }: ReturnType<typeof aoristic>): Note[] {
  const exact = rows - rowsWithInterval
  return [
    { code: 'not_tested' },
    ...(rowsWithInterval === 0 ? [{ code: 'no_intervals' }] : []),
    ...(rowsAtMidnight > exact * midnightShare ? [{ code: 'times_at_midnight', values: { rows: rowsAtMidnight } }] : []),
    ...(rowsWholeDay > rows / 2 ? [{ code: 'hours_unknown', values: { rows: rowsWholeDay } }] : []),
    ...(tooLong > 0 ? [{ code: 'intervals_too_long', values: { rows: tooLong } }] : []),
  ]
}

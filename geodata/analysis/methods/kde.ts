import { z } from 'zod'
import { windowText } from '../evidence.ts'
import { kernelDensity, type EdgeCorrection } from '../kernelDensity.ts'
import { kernels, ruleOfThumbMeters, type KernelId } from '../kernel.ts'
import { AnalysisRefusal, type AnalysisInput, type Method, type Note, type PointRows, type Units } from '../method.ts'
import { unitsOf } from '../unitsOf.ts'

const Parameters = z.strictObject({
  cellMeters: z.coerce.number().min(1).max(100_000).default(100).describe('side of a cell in metres'),
  kernel: z.enum(['quartic', 'gaussian']).default('quartic').describe('shape of the kernel'),
  bandwidthMeters: z.coerce.number().min(1).max(1_000_000).nullable().default(null).describe('how far an event reaches, in metres (for the gaussian its standard deviation); left out: by Silverman\'s rule of thumb'),
  edge: z.enum(['uniform', 'perEvent', 'none']).default('uniform').describe('what is done where kernels reach out of the study area: uniform divides each place by the kernel\'s mass inside, perEvent each event by its own, none nothing'),
})
type Parameters = z.infer<typeof Parameters>

const source = 'Silverman 1986; Diggle 1985 and Jones 1993 (edges)'
const squareMetersOfKilometer = 1e6

/** A smooth map of where events lie thick. It describes and tests nothing: no cell is called hot. */
export const kde: Method<Parameters> = {
  id: 'kde',
  version: 1,
  source,
  needs: ['points'],
  parameters: Parameters,
  rank: 'density',
  run(input, parameters, tell) {
    const { cellMeters, kernel } = parameters
    const rows = input.points as PointRows
    // Without a study area the surface is drawn as far as any row reaches, so that it is whole and adds up to the rows.
    const aroundMeters = input.studyArea || !rows.count ? 0 : bandwidthOf(rows, parameters) * kernels[kernel].reach
    const set = unitsOf(input, { units: 'cells', cellMeters, snapMeters: 1, aroundMeters })
    const points = pointsUsed(rows, set.unitOfRow, set.rowsUsed)
    const bandwidthMeters = bandwidthOf(points, parameters)
    tell(0.1)
    // Where rows reach is no border: nobody knows what could have been seen beyond it.
    const edge: EdgeCorrection = input.studyArea ? parameters.edge : 'none'
    const grid = set.cells as NonNullable<typeof set.cells>
    const { perSquareMeter, sum, parts } = kernelDensity(points, grid, { kernel, bandwidthMeters, edge })
    tell(0.9)
    const { cell } = set.units as Extract<Units, { kind: 'cells' }>
    const density = Float64Array.from(cell, (at) => (perSquareMeter[at] as number) * squareMetersOfKilometer)
    const expected = density.map((value) => (value * cellMeters * cellMeters) / squareMetersOfKilometer)
    return {
      method: 'kde',
      version: 1,
      evidence: {
        method: `Kernel density, ${kernel}, bandwidth ${Math.round(bandwidthMeters)} m ${parameters.bandwidthMeters === null ? '(rule of thumb, Silverman 1986)' : '(given)'}, edge correction ${edge}; a description without a test`,
        source,
        parameters: { cellMeters, kernel, bandwidthMeters, edge, sum },
        seed: null,
        window: windowText(input.window),
        rowsUsed: set.rowsUsed,
        rowsLeftOut: set.rowsLeftOut,
        studyArea: set.studyArea,
      },
      units: set.units,
      columns: { density, expected, count: set.values },
      findings: ['none'],
      finding: new Uint8Array(cell.length),
      summary: { bandwidthMeters, densityHighest: density.reduce((a, b) => Math.max(a, b), 0), expectedSum: expected.reduce((a, b) => a + b, 0), sum, parts },
      table: null,
      notes: notesOf(input, points, parameters, bandwidthMeters),
    }
  },
}

type Places = { xMeters: Float64Array; yMeters: Float64Array }

function pointsUsed({ xMeters, yMeters }: PointRows, unitOfRow: Int32Array, rowsUsed: number): Places {
  if (rowsUsed === 0) throw new AnalysisRefusal('no_rows', 'No row is left: nothing lies in this window and study area.', 'points')
  const used: Places = { xMeters: new Float64Array(rowsUsed), yMeters: new Float64Array(rowsUsed) }
  let k = 0
  for (let row = 0; row < unitOfRow.length; row++) {
    if ((unitOfRow[row] as number) < 0) continue
    used.xMeters[k] = xMeters[row] as number
    used.yMeters[k++] = yMeters[row] as number
  }
  return used
}

function bandwidthOf(points: Places, { bandwidthMeters, kernel }: Pick<Parameters, 'bandwidthMeters'> & { kernel: KernelId }): number {
  if (bandwidthMeters !== null) {
    if (!(bandwidthMeters > 0 && bandwidthMeters < Infinity)) throw new AnalysisRefusal('bandwidth', `The bandwidth is ${bandwidthMeters} m; a number above 0 is needed.`, 'bandwidthMeters')
    return bandwidthMeters
  }
  if (points.xMeters.length < 2) throw new AnalysisRefusal('too_few_rows', 'A bandwidth cannot be found from a single row: give one in metres.', 'bandwidthMeters')
  const meters = ruleOfThumbMeters(points.xMeters, points.yMeters, kernels[kernel])
  if (!(meters > 0)) throw new AnalysisRefusal('one_place', 'All rows lie at one place, so that no bandwidth follows from them: give one in metres.', 'bandwidthMeters')
  return meters
}

function notesOf({ studyArea }: AnalysisInput, { xMeters, yMeters }: Places, { bandwidthMeters: given, cellMeters }: Parameters, bandwidthMeters: number): Note[] {
  const isOnePlace = xMeters.every((x, i) => x === xMeters[0] && yMeters[i] === yMeters[0])
  return [
    { code: 'not_tested' },
    ...(given === null ? [{ code: 'bandwidth_by_rule', values: { meters: Math.round(bandwidthMeters) } }] : []),
    ...(studyArea ? [] : [{ code: 'edge_not_corrected' }]),
    ...(isOnePlace ? [{ code: 'one_place' }] : []),
    ...(bandwidthMeters < cellMeters ? [{ code: 'bandwidth_below_cell', values: { meters: Math.round(bandwidthMeters) } }] : []),
  ]
}

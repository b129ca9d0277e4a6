import { areaEvidence } from '../areaEvidence.ts'
import { requireRows } from '../localSetting.ts'
import type { Method } from '../method.ts'
import { CountParameters } from '../unitParameters.ts'
import { unitsOf } from '../unitsOf.ts'

/** Plain counting, and density by size: what every other map is judged against. Nothing is tested. */
export const counts: Method<CountParameters> = {
  id: 'counts',
  version: 1,
  source: 'counting',
  needs: [],
  parameters: CountParameters,
  rank: 'count',
  run(input, parameters, tell) {
    const set = unitsOf(input, parameters)
    requireRows(set, 1)
    const total = set.values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0)
    const perKilometer = set.units.kind === 'segments' ? 1e3 : 1e6
    const density = set.values.map((value, i) => ((set.sizes[i] as number) > 0 ? (value / (set.sizes[i] as number)) * perKilometer : NaN))
    const occupied = set.values.filter((value) => value > 0).length
    tell(1)
    return {
      method: 'counts',
      version: 1,
      evidence: areaEvidence(input, set, 'Counts', 'counting', parameters, null),
      units: set.units,
      columns: { count: set.values, share: set.values.map((value) => (total > 0 ? value / total : NaN)), ...(density.every(Number.isNaN) ? {} : { density }) },
      findings: ['none'],
      finding: new Uint8Array(set.count),
      summary: { units: set.count, total, occupied, most: set.values.reduce((most, value) => (value > most ? value : most), 0) },
      table: null,
      notes: [{ code: 'not_tested' }, ...(set.cells && !input.studyArea ? [{ code: 'occupied_cells' }] : [])],
    }
  },
}

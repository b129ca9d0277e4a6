import { globalGeary as statisticOf, squaredDifferences } from '../globalGeary.ts'
import { GlobalParameters, globalResult } from '../globalResult.ts'
import type { Method } from '../method.ts'

const source = 'Geary 1954; Cliff & Ord 1981'

/** Whether neighbours differ less than any two units, over the whole map. */
export const globalGeary: Method<GlobalParameters> = {
  id: 'global_geary',
  version: 1,
  source,
  needs: [],
  parameters: GlobalParameters,
  rank: null,
  run: (input, parameters, tell) =>
    globalResult(input, parameters, tell, { id: 'global_geary', version: 1, name: "Geary's C", source, figure: 'C', clusteredAbove: false, statistic: statisticOf, varying: (table) => (values) => squaredDifferences(values, table) }),
}

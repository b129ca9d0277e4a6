import { globalG as statisticOf } from '../globalG.ts'
import { GlobalGParameters, type GlobalParameters, globalResult } from '../globalResult.ts'
import type { Method } from '../method.ts'
import { crossProducts } from '../neighbourTable.ts'

const source = 'Getis & Ord 1992'

/** Whether high values are neighbours, or low ones, over the whole map. */
export const globalG: Method<GlobalParameters> = {
  id: 'global_g',
  version: 1,
  source,
  needs: [],
  parameters: GlobalGParameters,
  rank: null,
  run: (input, parameters, tell) =>
    globalResult(input, parameters, tell, { id: 'global_g', version: 1, name: 'Getis-Ord G', source, figure: 'G', clusteredAbove: true, statistic: statisticOf, varying: (table) => (values) => crossProducts(values, table), isPositive: true }),
}

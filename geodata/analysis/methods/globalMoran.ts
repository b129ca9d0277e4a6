import { globalMoran as statisticOf } from '../globalMoran.ts'
import { GlobalParameters, globalResult } from '../globalResult.ts'
import type { Method } from '../method.ts'
import { crossProducts } from '../neighbourTable.ts'

const source = 'Moran 1950; Cliff & Ord 1981'

/** Whether alike values are neighbours over the whole map. */
export const globalMoran: Method<GlobalParameters> = {
  id: 'global_moran',
  version: 1,
  source,
  needs: [],
  parameters: GlobalParameters,
  rank: null,
  run: (input, parameters, tell) =>
    globalResult(input, parameters, tell, { id: 'global_moran', version: 1, name: "Moran's I", source, figure: 'I', clusteredAbove: true, statistic: statisticOf, varying: (table) => (values) => crossProducts(values, table) }),
}

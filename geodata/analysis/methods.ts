import type { MethodId } from '../model/analysis.ts'
import type { Method } from './method.ts'
import { aoristicMethod } from './methods/aoristic.ts'
import { counts } from './methods/counts.ts'
import { emergingMethod } from './methods/emerging.ts'
import { gi } from './methods/gi.ts'
import { giStar } from './methods/giStar.ts'
import { kde } from './methods/kde.ts'
import { knoxMethod } from './methods/knox.ts'
import { nearRepeatMethod } from './methods/nearRepeat.ts'
import { networkKde } from './methods/networkKde.ts'
import { scanPermutation } from './methods/scanPermutation.ts'
import { scanPoisson } from './methods/scanPoisson.ts'
import { stDbscanMethod } from './methods/stDbscan.ts'
import { globalG } from './methods/globalG.ts'
import { globalGeary } from './methods/globalGeary.ts'
import { globalMoran } from './methods/globalMoran.ts'
import { localGeary } from './methods/localGeary.ts'
import { localMoran } from './methods/localMoran.ts'
import { rates } from './methods/rates.ts'

type AnyMethod = Method<never>

/** In a list parameters are unknown; whoever runs a method parses them by its own schema. */
const listed = <Parameters>(method: Method<Parameters>): AnyMethod => method as unknown as AnyMethod

/** Every method by its id; the command line, the server and the panel read this one list. */
export const methods: Partial<Record<MethodId, AnyMethod>> = {
  counts: listed(counts),
  gi_star: listed(giStar),
  gi: listed(gi),
  kde: listed(kde),
  network_kde: listed(networkKde),
  aoristic: listed(aoristicMethod),
  st_dbscan: listed(stDbscanMethod),
  scan_permutation: listed(scanPermutation),
  scan_poisson: listed(scanPoisson),
  knox: listed(knoxMethod),
  near_repeat: listed(nearRepeatMethod),
  local_moran: listed(localMoran),
  local_geary: listed(localGeary),
  global_moran: listed(globalMoran),
  global_geary: listed(globalGeary),
  global_g: listed(globalG),
  rates: listed(rates),
  emerging: listed(emergingMethod),
}

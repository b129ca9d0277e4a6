import type { ComputedRef, InjectionKey } from 'vue'
import type { LegendEntry } from '../map/legend.ts'

/** What the colours on the map mean now; given by the page, which knows both the data and the map. */
export const legendKey: InjectionKey<ComputedRef<LegendEntry[]>> = Symbol('legend')

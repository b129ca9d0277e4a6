import type { InjectionKey, Ref } from 'vue'
import type { BriefingRerun } from '../../../geodata/model/briefing.ts'

/** What lies open beside the pages, and which figures are marked as changed. */
export type BriefingDesk = {
  figure: Ref<string | null>
  changes: Ref<BriefingRerun | null>
  changedKeys: Ref<ReadonlySet<string>>
}
export const briefingDeskKey: InjectionKey<BriefingDesk> = Symbol('briefing desk')

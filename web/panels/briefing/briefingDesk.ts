import type { InjectionKey, Ref } from 'vue'
import type { BriefingRerun } from '../../../geodata/model/briefing.ts'

/** What lies open beside the pages, and which figures are marked as changed. */
export type BriefingDesk = {
  figure: Ref<string | null>
  /** Opens a figure beside the pages, or one row of it. */
  open(figure: string | null, row?: string): void
  changes: Ref<BriefingRerun | null>
  changedKeys: Ref<ReadonlySet<string>>
}
export const briefingDeskKey: InjectionKey<BriefingDesk> = Symbol('briefing desk')

import { z } from 'zod'
import { PlanZone } from '../../../geodata/model/zonePlan.ts'

/** What could not be saved yet, by plan, so that a closed tab loses nothing. Only ground, names and codes: nothing about residents. */
const Kept = z.object({ version: z.number(), zones: z.array(PlanZone) })
export type KeptDraft = z.infer<typeof Kept>
const nameOf = (planId: string) => `fangcun:zonePlanDraft:${planId}`

export function keepDraft(planId: string, draft: KeptDraft) {
  // A full or forbidden store is no reason to stop: the draft is still in hand and will be sent.
  try { localStorage.setItem(nameOf(planId), JSON.stringify(draft)) } catch { dropDraft(planId) }
}
export function keptDraft(planId: string): KeptDraft | null {
  try {
    const parsed = Kept.safeParse(JSON.parse(localStorage.getItem(nameOf(planId)) ?? 'null'))
    return parsed.success ? parsed.data : null
  } catch { return null }
}
export function dropDraft(planId: string) {
  try { localStorage.removeItem(nameOf(planId)) } catch { /* Nothing was kept then. */ }
}

import { shallowRef } from 'vue'
import type { Briefing } from '../../geodata/model/briefing.ts'
import type { BriefingProgress } from '../api/briefings.ts'

type Told = (progress: BriefingProgress) => void

/** The making of figures, which takes a while: how far it is, and its end at a wish. Only one at a time; what was under way before ends. */
export function createMaking() {
  /** Null when none is under way. */
  const progress = shallowRef<BriefingProgress | null>(null)
  let making: AbortController | null = null

  /** @throws Problem; AbortError when `cancel` is called */
  async function run(work: (told: Told, signal: AbortSignal) => Promise<{ briefing: Briefing }>): Promise<Briefing> {
    making?.abort()
    const mine = (making = new AbortController())
    progress.value = { share: 0, stage: '' }
    try {
      return (await work((told) => { if (making === mine) progress.value = told }, mine.signal)).briefing
    } finally {
      if (making === mine) { making = null; progress.value = null }
    }
  }
  return { progress, run, cancel: () => making?.abort() }
}

import { suppressed } from '../../geodata/briefing/suppress.ts'
import type { Briefing } from '../../geodata/model/briefing.ts'
import type { StoredBriefing } from '../queries/briefing.ts'

/** A briefing as its reader may see it: small counts go first, and pages are composed of what is left. */
export function shownBriefing({ briefing, question, figures, texts, sight }: StoredBriefing): Briefing {
  const shown = figures.flatMap((figure) => suppressed(figure, sight) ?? [])
  // What was composed when a text was written holds the numbers of who wrote it.
  const written = sight === 'all' ? texts : texts.map((text) => ({ ...text, composed: '' }))
  return { ...briefing, question, figures: shown, pages: [], texts: written, suppressed: sight !== 'all' }
}

import { compareFigures } from '../../geodata/briefing/compareFigures.ts'
import { figureKeys } from '../../geodata/briefing/figureKeys.ts'
import { pagesOf } from '../../geodata/briefing/pages.ts'
import { suppressed } from '../../geodata/briefing/suppress.ts'
import type { Briefing, BriefingFigure, BriefingRerun } from '../../geodata/model/briefing.ts'
import type { StoredBriefing } from '../queries/briefing.ts'

const order = new Map(Object.keys(figureKeys).map((key, place) => [key, place]))

/** Figures as their reader may see them, in the order of a briefing. */
export const shownFigures = ({ figures, sight }: Pick<StoredBriefing, 'figures' | 'sight'>): BriefingFigure[] =>
  figures.flatMap((figure) => suppressed(figure, sight) ?? []).toSorted((a, b) => (order.get(a.key) ?? order.size) - (order.get(b.key) ?? order.size))

/** A briefing as `reader` may see it: small counts go first, and pages are composed of what is left. */
export function shownBriefing(stored: StoredBriefing, reader: string): Briefing {
  const { briefing, question, texts, ground, sight } = stored
  const figures = shownFigures(stored)
  const suppresses = sight !== 'all'
  const { timeZone, ...area } = ground
  // What was composed when a text was written holds the numbers of who wrote it.
  const written = suppresses ? texts.map((text) => (text.writtenBy === reader ? text : { ...text, composed: '' })) : texts
  return { ...briefing, question, figures, pages: pagesOf({ question, figures, area, timeZone, suppressed: suppresses, rounded: sight === 'outside' }), texts: written, suppressed: suppresses, outside: sight === 'outside' }
}

/** What the later of two runs shows otherwise, to a reader who may see both like this. */
export const shownChanges = (now: StoredBriefing, then: StoredBriefing, run: number, against: number): BriefingRerun => compareFigures({ run: against, figures: shownFigures(then) }, { run, figures: shownFigures(now) })

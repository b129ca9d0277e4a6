import type { View } from '../../../geodata/model/view.ts'
import type { LegendEntry, LegendItem } from '../legend.ts'
import { inkOf } from '../palette.ts'
import type { SceneData } from '../sceneData.ts'
import { words } from '../words.ts'
import { analysisLook } from './look.ts'
import { analysisWords } from './words.ts'

/** What the colours of the answer mean, with how many units have each, and the warning that belongs to patrols' finds. */
export function analysisLegend({ analysis }: SceneData, { theme }: View): Omit<LegendEntry, 'layer'> | null {
  const look = analysis && analysisLook(analysis)
  if (!analysis || !look) return null
  const items: LegendItem[] = look.classes.map((each) => ({ mark: each.mark, color: each[theme], label: each.sign ? words(`${each.sign.zh} ${each.words.zh}`, `${each.sign.en} ${each.words.en}`) : each.words, count: each.count }))
  if (look.chance > 0) items.push({ mark: look.kind === 'cells' || look.kind === 'areas' ? 'hatch' : 'line', color: inkOf[theme].quiet, label: analysisWords('finding', 'none'), count: look.chance })
  if (analysis.gone?.features.length) items.push({ mark: 'line', color: inkOf[theme].labelQuiet, label: analysisWords('legend', 'gone'), count: analysis.gone.features.length })
  const notes = [...(look.note ? [look.note] : []), ...(analysis.patrolFound ? [analysisWords('legend', 'patrolFound')] : [])]
  // Classes that nothing fell into would only make a long list longer.
  const shown = items.length > 9 ? items.filter(({ count }) => count !== 0) : items
  return { title: look.title, unit: look.unit, n: analysis.found.unitCount, items: shown, note: notes.length ? words(notes.map(({ zh }) => zh).join(' '), notes.map(({ en }) => en).join(' ')) : null, warns: analysis.patrolFound }
}

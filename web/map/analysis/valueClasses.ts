import { naturalBreaks } from '../../../geodata/analysis/breaks.ts'
import type { AnalysisFound } from '../../../geodata/model/analysisAnswer.ts'
import { densitySteps } from '../palette.ts'
import { words } from '../words.ts'
import type { Classed } from './look.ts'
import { analysisWords, columnKey } from './words.ts'

const classCount = densitySteps.dark.length
const fallbacks = ['value', 'rate', 'density', 'count'] as const

export const valueColumn = (found: AnalysisFound): string => found.legend?.column ?? fallbacks.find((key) => found.columns.includes(key)) ?? found.columns[0] ?? 'value'

/** Two or three significant digits: a legend is read, not computed with. */
export const shortNumber = (value: number): string => (value === 0 ? '0' : Math.abs(value) >= 1000 ? String(Math.round(value)) : String(Number(value.toPrecision(3))))

/** Upper limits of the classes, ascending. Where two answers are compared, one set for both, or the eye would compare colours that mean different numbers. */
export function commonLimits(found: AnalysisFound, compared: AnalysisFound | null, column: string): number[] {
  const values = (one: AnalysisFound) => one.units.features.map(({ properties }) => properties[column]).filter((value): value is number => typeof value === 'number' && value > 0)
  // Equally many units a class would hide the peak of a surface.
  if (column !== 'density' && (!compared || valueColumn(compared) !== column)) {
    const given = found.legend?.breaks.slice(1)
    if (given?.length) return given
  }
  return naturalBreaks([...values(found), ...(compared && valueColumn(compared) === column ? values(compared) : [])], classCount)
}

/** Little to much by one column; a unit that stands out beyond chance is told by its edge and not by its colour. */
export function valueClasses(found: AnalysisFound, compared: AnalysisFound | null): Classed {
  const column = valueColumn(found)
  const limits = commonLimits(found, compared, column)
  const last = limits.length - 1
  // Few classes take the strong end of the scale: one class of one incident is not "little".
  const step = (index: number) => Math.round(last <= 0 ? classCount - 2 : (index * (classCount - 1)) / last)
  const rankOf = (value: number) => { const index = limits.findIndex((limit) => value <= limit); return index < 0 ? last : index }
  const counts = limits.map(() => 0)
  for (const { properties } of found.units.features) { const value = properties[column]; if (typeof value === 'number' && value > 0) counts[rankOf(value)]! += 1 }
  return {
    title: analysisWords('method', found.method, 'name'),
    unit: analysisWords('column', columnKey(found, column)),
    note: compared ? analysisWords('legend', 'common') : found.unitCount > found.units.features.length ? words(`图上画出最高的 ${found.units.features.length} 个,共 ${found.unitCount} 个`, `The highest ${found.units.features.length} of ${found.unitCount} are drawn`) : null,
    classes: limits.map((limit, index) => {
      const from = index === 0 ? '' : `${shortNumber(limits[index - 1]!)} – `
      const text = from === '' ? `≤ ${shortNumber(limit)}` : `${from}${shortNumber(limit)}`
      return { mark: found.unitKind === 'segments' ? 'line' as const : 'fill' as const, words: words(text, text), dark: densitySteps.dark[step(index)]!, light: densitySteps.light[step(index)]!, sign: null, count: counts[index]! }
    }).toReversed(),
    classOf: ({ properties }) => { const value = properties[column]; return typeof value === 'number' && value > 0 ? last - rankOf(value) : -1 },
  }
}

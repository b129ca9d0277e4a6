import type { AnalysisFound } from '../../../geodata/model/analysisAnswer.ts'
import { findingColors } from './findingColors.ts'
import type { Classed } from './look.ts'
import { analysisWords } from './words.ts'

/** One class a word: quadrants of local Moran, patterns of emerging hot spots. The sign tells apart what colours alone could not. */
export function findingClasses(found: AnalysisFound): Classed {
  const findings = found.findings.slice(1)
  const signed = findings.length > 4
  return {
    title: analysisWords('method', found.method, 'name'),
    unit: null,
    note: signed ? analysisWords('legend', 'signs') : null,
    classes: findings.map((finding) => {
      const [dark, light] = findingColors[finding] ?? findingColors.other!
      return { mark: found.unitKind === 'segments' ? 'line' : 'fill', words: analysisWords('finding', finding), dark, light, sign: signed ? analysisWords('sign', finding) : null, count: found.totals[finding] ?? 0 }
    }),
    classOf: ({ properties: { finding } }) => findings.indexOf(finding),
  }
}

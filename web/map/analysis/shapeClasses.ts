import type { AnalysisFound } from '../../../geodata/model/analysisAnswer.ts'
import { inkOf } from '../palette.ts'
import type { AnalysisClass, Classed } from './look.ts'
import { analysisWords } from './words.ts'

/** Outlines of clusters and of windows of a scan: those beyond chance drawn whole, the others dashed and quiet. */
export function shapeClasses(found: AnalysisFound): Classed {
  const tested = found.columns.includes('p')
  const findings = found.findings.slice(1)
  const named = (finding: string): AnalysisClass => ({
    mark: 'line', words: tested ? analysisWords('finding', finding) : analysisWords('finding', 'cluster'), sign: null, count: found.totals[finding] ?? 0,
    dark: finding === 'cold' ? '#6fb3f5' : inkOf.dark.hotspotLine, light: finding === 'cold' ? '#2f66b5' : inkOf.light.hotspotLine,
  })
  const single = findings.length === 0
  return {
    title: analysisWords('method', found.method, 'name'),
    unit: null,
    note: analysisWords('legend', tested ? 'tested' : 'untested'),
    classes: single ? [{ ...named('hot'), count: found.unitCount }] : findings.map(named),
    classOf: ({ properties: { finding } }) => (single ? 0 : findings.indexOf(finding)),
  }
}

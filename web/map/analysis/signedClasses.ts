import type { AnalysisFound } from '../../../geodata/model/analysisAnswer.ts'
import { coldSteps, hotspotSteps } from '../palette.ts'
import { hotspotBreaksZ } from '../scale.ts'
import { words } from '../words.ts'
import type { AnalysisClass, Classed } from './look.ts'
import { analysisWords } from './words.ts'

const rank = (z: number) => hotspotBreaksZ.filter((edge) => Math.abs(z) >= edge).length

function text(step: number): string {
  const from = hotspotBreaksZ[step - 1]
  const to = hotspotBreaksZ[step]
  return from === undefined ? `|z| < ${to}` : to === undefined ? `|z| ≥ ${from}` : `${from} – ${to}`
}

/** More than chance by z, less than chance by −z: two scales that meet at "no more than chance". */
export function signedClasses(found: AnalysisFound): Classed {
  const steps = hotspotBreaksZ.length + 1
  const counts = { hot: Array.from({ length: steps }, () => 0), cold: Array.from({ length: steps }, () => 0) }
  for (const { properties } of found.units.features) if (properties.finding === 'hot' || properties.finding === 'cold') counts[properties.finding][rank(Number(properties.z))]! += 1
  const named = (finding: 'hot' | 'cold', step: number): AnalysisClass => {
    const scale = finding === 'hot' ? hotspotSteps : coldSteps
    const name = analysisWords('finding', finding)
    return { mark: found.unitKind === 'segments' ? 'line' : 'fill', words: words(`${name.zh} ${text(step)}`, `${name.en} ${text(step)}`), dark: scale.dark[step]!, light: scale.light[step]!, sign: null, count: counts[finding][step]! }
  }
  // From the hottest down to the coldest, as the eye reads a scale.
  const order = [...Array.from({ length: steps }, (_, i) => ['hot', steps - 1 - i] as const), ...Array.from({ length: steps }, (_, i) => ['cold', i] as const)]
  return {
    title: analysisWords('method', found.method, 'name'),
    unit: words('z', 'z'),
    note: analysisWords('legend', 'z'),
    classes: order.map(([finding, step]) => named(finding, step)),
    classOf: ({ properties: { finding, z } }) => order.findIndex(([side, step]) => side === finding && step === rank(Number(z))),
  }
}

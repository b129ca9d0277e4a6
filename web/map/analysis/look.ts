import type { Feature, FeatureCollection } from 'geojson'
import type { AnalysisFound, AnalysisUnit } from '../../../geodata/model/analysisAnswer.ts'
import type { LegendMark } from '../legend.ts'
import type { Words } from '../words.ts'
import type { AnalysisScene } from '../sceneData.ts'
import { findingClasses } from './findingClasses.ts'
import { shapeClasses } from './shapeClasses.ts'
import { signedClasses } from './signedClasses.ts'
import { valueClasses } from './valueClasses.ts'

/** One entry of the legend and one colour of the map. `sign` is written into the unit where colours alone would not tell classes apart. */
export type AnalysisClass = { mark: LegendMark; words: Words; dark: string; light: string; sign: Words | null; count: number }
/** Classes, and the one of each unit: -1 for "looked at, and no more than chance". `unit` says what the numbers of the classes are. */
export type Classed = { classes: AnalysisClass[]; classOf: (unit: AnalysisUnit) => number; title: Words; unit: Words | null; note: Words | null }
/** `classOf` is in `data` as the property `class`. */
export type AnalysisLook = Omit<Classed, 'classOf'> & { kind: AnalysisFound['unitKind']; data: FeatureCollection; /** Units looked at that are no more than chance. */ chance: number }

/** Which family of colours an answer has follows from what it holds, not from who gave it. */
function classesOf(found: AnalysisFound, compared: AnalysisFound | null): Classed | null {
  if (found.unitKind === 'none' || found.unitCount === 0) return null
  if (found.unitKind === 'shapes') return shapeClasses(found)
  if (found.method === 'gi_star' || found.method === 'gi') return signedClasses(found)
  const words = found.findings.slice(1)
  if (words.some((finding) => finding !== 'hot' && finding !== 'cold')) return findingClasses(found)
  return valueClasses(found, compared)
}

function make(found: AnalysisFound, compared: AnalysisFound | null): AnalysisLook | null {
  const classed = classesOf(found, compared)
  if (!classed) return null
  const { classOf, ...rest } = classed
  const features = found.units.features.map((unit): Feature => ({ type: 'Feature', geometry: unit.geometry, properties: { ...unit.properties, class: classOf(unit) } }))
  const drawn = found.totals[found.findings[0] ?? 'none'] ?? 0
  return { ...rest, kind: found.unitKind, data: { type: 'FeatureCollection', features }, chance: found.findings.length > 1 ? drawn : 0 }
}

const known = new WeakMap<AnalysisFound, { compared: AnalysisFound | null; look: AnalysisLook | null }>()

/** How an answer is drawn and explained: made once an answer, and again only when it is compared with another one. */
export function analysisLook({ found, compared }: Pick<AnalysisScene, 'found' | 'compared'>): AnalysisLook | null {
  const seen = known.get(found)
  if (seen && seen.compared === compared) return seen.look
  const look = make(found, compared)
  known.set(found, { compared, look })
  return look
}

import type { Selection } from '../../geodata/model/view.ts'
import { describe } from './describe.ts'
import { hexagonLayer } from './layers/hexagons.ts'
import type { Candidate, MapLocale, SceneData } from './sceneData.ts'

/** What the map library answers about a pixel, as far as it is used. */
export type HitFeature = { layer: string; id: string | number | undefined; properties: Record<string, unknown> }

type Noun = 'team' | 'cluster' | 'incident' | 'camera' | 'post' | 'place' | 'hotspot' | 'unit' | 'hexagon' | 'coverage' | 'idle' | 'blind' | 'building' | 'zone'

/** Style layers that answer to the pointer, most wanted first: what is small and moves wins over what is large and stays. */
const nouns: readonly [Noun, readonly string[]][] = [
  ['team', ['patrol', 'patrol-sign']],
  ['cluster', ['incident-cluster', 'incident-count']],
  ['incident', ['incident-point', 'incident-severe', 'incident-line', 'incident-area']],
  ['camera', ['camera-icon', 'camera-dot']],
  ['post', ['roster-post', 'roster-count', 'roster-name']],
  ['place', ['place']],
  ['hotspot', ['hotspot-name-chosen', 'hotspot-name', 'hotspot-fill']],
  ['hexagon', [hexagonLayer]],
  ['unit', ['analysis-label', 'analysis-line', 'analysis-fill', 'analysis-chance']],
  ['coverage', ['coverage-cell', 'coverage-column']],
  ['idle', ['idle-street', 'idle-unknown']],
  ['blind', ['blind-cell']],
  ['building', ['building', 'building-raised']],
  ['zone', ['zone-fill']],
]
export const pointerLayers: readonly string[] = nouns.flatMap(([, layers]) => layers)
/** These lie under everything, so they are never offered in a choice beside something smaller. */
const wide: ReadonlySet<Noun> = new Set(['hotspot', 'unit', 'hexagon', 'coverage', 'idle', 'blind', 'building', 'zone'])

export type Hit = Candidate & { noun: Noun; feature: HitFeature }

/** What lies at a place, most wanted first, each thing once. */
export function hitsOf(features: readonly HitFeature[], place: { lng: number; lat: number }, data: SceneData, locale: MapLocale): Hit[] {
  const hits: Hit[] = []
  const seen = new Set<string>()
  for (const [noun, layers] of nouns) {
    for (const feature of features) {
      if (!layers.includes(feature.layer)) continue
      const selection = selectionOf(noun, feature, place)
      const key = `${noun}:${noun === 'cluster' ? String(feature.properties.clusterId) : JSON.stringify(selection)}`
      if (!selection || seen.has(key)) continue
      seen.add(key)
      hits.push({ noun, feature, selection, layer: feature.layer, ...describe(noun, feature.properties, data, locale, feature.id) })
    }
  }
  return hits
}

/** What a click offers: everything small, or else the smallest wide thing. */
export function offered(hits: readonly Hit[]): Hit[] {
  const small = hits.filter((hit) => !wide.has(hit.noun))
  if (small.length > 0) return small
  // What was asked for last is meant first: a kept hotspot, a unit of an answer, and only then the ground.
  const chosen = hits.find((hit) => hit.noun === 'hotspot' || hit.noun === 'unit') ?? hits.find((hit) => hit.noun === 'building' || hit.noun === 'zone')
  return chosen ? [chosen] : []
}

function selectionOf(noun: Noun, feature: HitFeature, place: { lng: number; lat: number }): Selection | null {
  const number = Number(feature.properties.id ?? feature.id)
  if (noun === 'incident') return feature.properties.id === '' ? { noun: 'point', lng: Number(feature.properties.lng), lat: Number(feature.properties.lat) } : { noun, id: String(feature.properties.id) }
  if (noun === 'post') return { noun: 'point', lng: Number(feature.properties.lng), lat: Number(feature.properties.lat) }
  if (noun === 'hotspot') return { noun, id: String(feature.properties.id) }
  if (noun === 'unit') return { noun, id: Number(feature.properties.index) }
  if (noun === 'cluster' || noun === 'hexagon' || noun === 'coverage' || noun === 'idle' || noun === 'blind') return { noun: 'point', lng: place.lng, lat: place.lat }
  // Tiles without a feature id (a foreign import) cannot be chosen by identity.
  if (!Number.isInteger(number)) return null
  return { noun, id: noun === 'zone' ? Number(feature.id ?? number) : number }
}

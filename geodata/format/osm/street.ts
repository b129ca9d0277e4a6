import type { StreetClass } from '../../model/ground.ts'
import type { OsmTags } from './element.ts'

const classes: Record<string, StreetClass> = {
  motorway: 'motorway', motorway_link: 'motorway', trunk: 'trunk', trunk_link: 'trunk', primary: 'primary', primary_link: 'primary',
  secondary: 'secondary', secondary_link: 'secondary', tertiary: 'tertiary', tertiary_link: 'tertiary', residential: 'residential',
  unclassified: 'residential', living_street: 'residential', road: 'residential', service: 'service', pedestrian: 'pedestrian', footway: 'path', path: 'path',
  cycleway: 'path', bridleway: 'path', corridor: 'path', track: 'service', busway: 'service', steps: 'steps',
}
const rails = new Set(['rail', 'light_rail', 'tram', 'subway', 'monorail', 'narrow_gauge'])

/** The class a street is drawn and routed as; undefined for what is no street here (proposed, under construction, platforms). */
export function streetClassOf(tags: OsmTags): StreetClass | undefined {
  const highway = classes[tags.highway ?? '']
  if (highway) return highway
  // Tracks underground are no landmark.
  return rails.has(tags.railway ?? '') && tags.tunnel !== 'yes' && tags.service === undefined ? 'rail' : undefined
}

/** One-way in the direction of drawing; `reversed` when the line must be turned for that. Source: OSM wiki, Key:oneway. */
export function onewayOf(tags: OsmTags): { oneway: boolean; reversed: boolean } {
  const value = tags.oneway ?? ''
  if (value === '-1' || value === 'reverse') return { oneway: true, reversed: true }
  const implied = value === '' && (tags.junction === 'roundabout' || tags.junction === 'circular' || tags.highway?.startsWith('motorway') === true)
  return { oneway: value === 'yes' || value === 'true' || value === '1' || implied, reversed: false }
}

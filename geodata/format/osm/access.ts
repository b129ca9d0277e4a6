import type { Vehicle } from '../../model/patrolPlan.ts'
import type { OsmTags } from './element.ts'

/** From general to particular; the last one that says something counts. Source: OSM wiki, Key:access. */
const keys: Record<Vehicle, readonly string[]> = { foot: ['access', 'foot'], bicycle: ['access', 'vehicle', 'bicycle'], car: ['access', 'vehicle', 'motor_vehicle', 'motorcar'] }
const open = new Set(['yes', 'designated', 'official', 'permissive', 'public', 'destination', 'customers', 'delivery', 'customer'])
const shut = new Set(['no', 'private', 'use_sidepath', 'dismount', 'agricultural', 'forestry', 'agricultural;forestry', 'permit', 'residents', 'military', 'emergency', 'psv', 'bus', 'official_vehicles'])

export type Access = Record<Vehicle, boolean | null>

/** Who may go there, as far as tags say so. That the public may go (`access=yes`) makes no stairs for cars: it only opens what a class allows. */
export function accessOf(tags: OsmTags): Access {
  const of = (profile: Vehicle): boolean | null => {
    let said: boolean | null = null
    keys[profile].forEach((key, i) => {
      const value = tags[key] ?? ''
      if (shut.has(value)) said = false
      else if (open.has(value)) said = i === 0 ? null : true
    })
    return said
  }
  return { foot: of('foot'), bicycle: of('bicycle'), car: of('car') }
}

/** Cycle tracks are for bicycles, and paths for both; a pavement along a trunk road makes it a walk. Source: OSM wiki, OSM tags for routing/Access restrictions. */
export function streetAccess(tags: OsmTags): Access {
  const said = accessOf(tags)
  const highway = tags.highway ?? ''
  const pavement = /^(both|left|right|yes)$/.test(tags.sidewalk ?? '') || [tags['sidewalk:left'], tags['sidewalk:right'], tags['sidewalk:both']].includes('yes')
  const walk = highway === 'cycleway' ? false : highway.startsWith('trunk') && pavement ? true : null
  const ride = highway === 'cycleway' || highway === 'path' ? true : null
  const general = shut.has(tags.access ?? '') ? false : null
  return { foot: said.foot ?? walk, bicycle: said.bicycle ?? (general ?? ride), car: said.car ?? (highway === 'busway' ? false : null) }
}

/** Whether bicycles keep to the one-way as well. Source: OSM wiki, Key:oneway:bicycle, Key:cycleway. */
export function onewayBicycleOf(tags: OsmTags): boolean | null {
  const said = tags['oneway:bicycle']
  if (said === 'no') return false
  if (said === 'yes') return true
  return ['cycleway', 'cycleway:left', 'cycleway:right', 'cycleway:both'].some((key) => tags[key]?.startsWith('opposite')) ? false : null
}

/** km/h; null where none is posted or the value is none that mappers use for one. */
export function maxSpeedOf(tags: OsmTags): number | null {
  const value = tags.maxspeed ?? ''
  if (value === 'walk') return 7
  const [, number, mph] = /^(\d{1,3})\s*(mph)?$/.exec(value) ?? []
  const kmh = Math.round(Number(number) * (mph ? 1.609344 : 1))
  return kmh >= 1 && kmh <= 200 ? kmh : null
}

/** When it is open, as opening hours: said outright, or as hours in which nobody may go. */
export function streetHoursOf(tags: OsmTags): string {
  const said = tags.opening_hours ?? ''
  const shutWhile = [tags['access:conditional'], tags['foot:conditional']].map((text) => /^no\s*@\s*\(([^;()]*)\)$/.exec(text ?? '')?.[1]).find((text) => text !== undefined)
  return (said || (shutWhile ? `24/7; ${shutWhile} off` : '')).slice(0, 255)
}

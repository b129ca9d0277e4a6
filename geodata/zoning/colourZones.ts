import type { MultiPolygon } from '../model/geometry.ts'

/**
 * Which zones touch along a border: they share two corners that follow each other. Corners are told to a tenth of a millimetre-degree (about 0.1 m), so that
 * outlines that were drawn apart still meet.
 */
export function touchingZones(geometries: readonly MultiPolygon[]): number[][] {
  const byCorner = new Map<string, number[]>()
  geometries.forEach(({ coordinates }, zone) => {
    for (const polygon of coordinates) for (const ring of polygon) for (const [lng, lat] of ring) {
      const key = `${Math.round(lng * 1e6)},${Math.round(lat * 1e6)}`
      const at = byCorner.get(key)
      if (!at) byCorner.set(key, [zone])
      else if (!at.includes(zone)) at.push(zone)
    }
  })
  const touching = geometries.map(() => new Set<number>())
  for (const zones of byCorner.values()) for (const a of zones) for (const b of zones) if (a !== b) touching[a]!.add(b)
  return touching.map((set) => [...set].toSorted((a, b) => a - b))
}

/**
 * A colour for each zone so that no two that touch have the same, by saturation (Brélaz 1979): the zone with most colours around it is next, of those the one with
 * most neighbours. Deterministic; a plane map needs four, this way seldom more than five.
 */
export function colourZones(touching: readonly (readonly number[])[]): number[] {
  const colour = touching.map(() => -1)
  const around = touching.map(() => new Set<number>())
  for (let done = 0; done < colour.length; done++) {
    let next = -1
    for (let zone = 0; zone < colour.length; zone++) {
      if (colour[zone] !== -1) continue
      const more = next === -1 ? 1 : around[zone]!.size - around[next]!.size || touching[zone]!.length - touching[next]!.length
      if (more > 0) next = zone
    }
    let free = 0
    while (around[next]!.has(free)) free++
    colour[next] = free
    for (const other of touching[next]!) around[other]!.add(free)
  }
  return colour
}

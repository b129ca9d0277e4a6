import type { LivePosition } from '../../geodata/model/patrol.ts'
import type { Trail } from './sceneData.ts'

/** Trails with new positions added, fixes older than `keepMinutes` before the newest one of all dropped. Pure: unchanged trails keep their identity. */
export function extendTrails(trails: readonly Trail[], positions: readonly LivePosition[], keepMinutes = 15): Trail[] {
  const byTeam = new Map(trails.map((trail) => [trail.teamId, trail]))
  for (const position of positions) {
    const at = Date.parse(position.at)
    const known = byTeam.get(position.teamId) ?? { teamId: position.teamId, at: [], coordinates: [] }
    const newest = known.at.at(-1)
    if (newest !== undefined && at <= newest) continue
    byTeam.set(position.teamId, { teamId: position.teamId, at: [...known.at, at], coordinates: [...known.coordinates, [position.lng, position.lat]] })
  }
  const newest = Math.max(...[...byTeam.values()].map((trail) => trail.at.at(-1) ?? 0))
  const oldest = newest - keepMinutes * 60_000
  return [...byTeam.values()].map((trail) => cutBefore(trail, oldest)).filter((trail) => trail.at.length > 0)
}

function cutBefore(trail: Trail, oldest: number): Trail {
  const first = trail.at.findIndex((at) => at >= oldest)
  if (first === 0) return trail
  if (first < 0) return { ...trail, at: [], coordinates: [] }
  return { teamId: trail.teamId, at: trail.at.slice(first), coordinates: trail.coordinates.slice(first) }
}

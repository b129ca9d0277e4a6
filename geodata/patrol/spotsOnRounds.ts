import type { LngLat } from '../model/geometry.ts'
import type { PatrolStop } from '../model/patrolPlan.ts'
import { legsOf } from './legsOf.ts'
import { metersToLine } from './metersToLine.ts'

/** A round as it is drawn; `rank` tells it from the others. */
export type DrawnRound = { rank: number; line: readonly LngLat[]; stops: readonly { id: string; kind: PatrolStop['kind']; place: LngLat }[] }
/** Where in which round a stop would come: before another (null: after the last). */
export type RoundSpot = { rank: number; before: string | null }
/** The way that a stop there would stand on. */
export type SpotLeg = RoundSpot & { way: readonly LngLat[] }

/** All spots of some rounds. A team that waits at its start, or that ends wherever its last stop is, takes a stop there too. */
export function legsOfRounds(rounds: readonly DrawnRound[]): SpotLeg[] {
  return rounds.flatMap(({ rank, line, stops }) => {
    const there = stops.filter(({ kind }) => kind !== 'break')
    const places = there.map(({ place }) => place)
    const ways = legsOf(places, line)
    const legs = there.slice(1).map(({ id, kind }, i): SpotLeg => ({ rank, before: kind === 'end' ? null : id, way: ways[i]!.length > 1 ? ways[i]! : [places[i]!, places[i + 1]!] }))
    const last = there.at(-1)
    return last && last.kind !== 'end' ? [...legs, { rank, before: null, way: [last.place] }] : legs
  })
}

/** The spots whose way is nearest to a place; those that are hardly farther are meant as well: at a mark two ways meet, and teams share streets. */
export function spotsNear(legs: readonly SpotLeg[], place: LngLat, reachMeters: number, alikeMeters: number): RoundSpot[] {
  const away = legs.map(({ way }) => metersToLine(place, way))
  const nearest = Math.min(...away)
  if (nearest > reachMeters) return []
  return legs.filter((_, i) => away[i]! <= nearest + alikeMeters).map(({ rank, before }) => ({ rank, before }))
}

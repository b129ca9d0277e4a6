import { bearingDegrees } from '../geometry/bearingDegrees.ts'
import type { LngLat } from '../geometry/lngLat.ts'
import type { StreetClass } from '../model/ground.ts'
import { lineOfEdge } from './edgeLine.ts'
import type { StreetGraph } from './graph.ts'
import type { WayPiece } from './shortestPath.ts'

export const turns = ['start', 'straight', 'slight_left', 'left', 'sharp_left', 'slight_right', 'right', 'sharp_right', 'around'] as const
export type Turn = (typeof turns)[number]
/** So many metres along a street, after a turn into it. */
export type TurnStep = { turn: Turn; nameZh: string; nameEn: string; class: StreetClass; meters: number; at: LngLat }

/** A way in words: pieces of one street are one step; of nameless ones those that go on without a turn. */
export function turnList(graph: StreetGraph, pieces: readonly WayPiece[]): TurnStep[] {
  const steps: TurnStep[] = []
  let before: LngLat[] | null = null
  for (const { edge, fromMeters, toMeters } of pieces) {
    const line = lineOfEdge(graph, edge, fromMeters, toMeters)
    const { nameZh, nameEn, class: kind } = graph.streets[graph.edgeStreet[edge]!]!
    const turn = before ? turnOf(before, line) : 'start'
    const meters = Math.abs(toMeters - fromMeters)
    const last = steps.at(-1)
    const same = last !== undefined && last.nameZh === nameZh && last.nameEn === nameEn && last.class === kind && turn !== 'around'
    if (same && (nameZh !== '' || nameEn !== '' || turn === 'straight')) last.meters += meters
    else steps.push({ turn, nameZh, nameEn, class: kind, meters, at: line[0]! })
    before = line
  }
  return steps
}

function turnOf(before: readonly LngLat[], after: readonly LngLat[]): Turn {
  const change = ((bearingDegrees(after[0]!, after[1]!) - bearingDegrees(before.at(-2)!, before.at(-1)!) + 540) % 360) - 180
  const size = Math.abs(change)
  if (size < 20) return 'straight'
  if (size > 165) return 'around'
  const side = change > 0 ? 'right' : 'left'
  return size < 50 ? `slight_${side}` : size > 125 ? `sharp_${side}` : side
}

import type { BarrierKind } from '../model/zonePlan.ts'
import { weakestFirst } from './groundLines.ts'
import type { ZoneMesh } from './mesh.ts'
import type { ZoningUnits } from './units.ts'

export type BarriersBetween = {
  /** How hard it is to cross from one unit to another, by the weakest barrier of their border; beyond all where none is known. */
  rankOf(a: number, b: number): number
  /** The barriers between such pairs, each once, the weakest first. */
  kindsOf(pairs: readonly (readonly [number, number])[]): BarrierKind[]
}

/** Which barriers lie between units. */
export function barriersBetween({ chains, unitCount }: ZoneMesh): BarriersBetween {
  const keyOf = (a: number, b: number) => Math.min(a, b) * unitCount + Math.max(a, b)
  const weakest = new Map<number, number>()
  for (const { left, right, barrierRank } of chains) {
    if (barrierRank === 0 || left < 0 || right < 0) continue
    weakest.set(keyOf(left, right), Math.min(barrierRank, weakest.get(keyOf(left, right)) ?? Infinity))
  }
  const rankOf = (a: number, b: number) => weakest.get(keyOf(a, b)) ?? weakestFirst.length + 1
  const kindsOf: BarriersBetween['kindsOf'] = (pairs) => {
    const ranks = new Set(pairs.map(([a, b]) => rankOf(a, b)))
    return weakestFirst.filter((_, i) => ranks.has(i + 1))
  }
  return { rankOf, kindsOf }
}

/** Pairs over the closed borders around the ground that a unit stands on. */
export function wallsAround({ ids, start, neighbour, blocked }: ZoningUnits, id: string): [number, number][] {
  const inside = new Set([ids.indexOf(id)])
  inside.delete(-1)
  for (const unit of inside) for (let slot = start[unit]!; slot < start[unit + 1]!; slot++) if (!blocked[slot]) inside.add(neighbour[slot]!)
  return [...inside].flatMap((unit) => Array.from(neighbour.subarray(start[unit], start[unit + 1]), (other): [number, number] => [unit, other]).filter(([, other]) => !inside.has(other)))
}
